"""What a search sees of an entry, and how words are looked for: bigrams for Chinese, words for the rest.

Law: every word of two characters or more that stands in the text is found by it; what is found holds the words, letter for
letter. Of a sensitive record only its masked values are seen (R83).
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from recordkit.archive.store import Store
from recordkit.domain.chain import sha256
from recordkit.domain.entry import Entry

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002b81f"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_CHINESE = re.compile(rf"[{_HAN}]")


def entry_text(store: Store, entry: Entry) -> str:
    """Return what may be searched of an entry: what the journal says of it, and its current record's values."""
    facts = (entry.name, entry.title, entry.department, entry.period, entry.person)
    return folded("\n".join([*(fact for fact in facts if fact), *_leaves(_shown(store, entry))]))


def folded(text: str) -> str:
    """Return `text` as it is compared: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def bigrams(text: str) -> str:
    """Return the tokens of a folded text: 家访报告 -> 家访 访报 报告 告, other words whole."""
    return " ".join(token for run in _RUNS.findall(text) for token in _tokens(run))


def words_of(query: str | Sequence[str]) -> list[str]:
    """Return the folded words that must all stand in what is found."""
    whole = query if isinstance(query, str) else " ".join(query)
    return folded(whole).split()


def match(words: Sequence[str]) -> str | None:
    """Return the FTS5 expression that every text holding the words fulfils; None where only reading can tell."""
    terms = [term for word in words for run in _RUNS.findall(word) for term in _terms(run)]
    return " AND ".join(terms) or None


def _tokens(run: str) -> Iterator[str]:
    if not _CHINESE.match(run):
        yield run
        return
    yield from (run[index : index + 2] for index in range(len(run)))


def _terms(run: str) -> Iterator[str]:
    if not _CHINESE.match(run) or len(run) == 1:
        yield f'"{run}" *'
        return
    yield from (f'"{run[index : index + 2]}"' for index in range(len(run) - 1))


def _shown(store: Store, entry: Entry) -> object:
    path = entry.current.record_path
    if path is None:
        return ()
    try:
        with store.open(path) as file:
            content = file.read()
    except OSError:
        return ()  # a missing or damaged record is verify's to name, and never stops a rebuild
    if sha256(content) != entry.current.record_sha256:
        return ()
    record = json.loads(content)
    return record.get("masked", record.get("values"))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    elif value is not None and not isinstance(value, bool):
        yield str(value)
