"""What a search sees of an entry, and how words are looked for: bigrams for Chinese, words for the rest.

Law: every word of two characters or more that stands in the text is found by it; what is found holds the words, letter for
letter. Of a sensitive record only its masked values are seen (R83).
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from recordkit.archive.store.store import Store
from recordkit.domain.chain import sha256
from recordkit.domain.entry import Entry

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002b81f"
_RUNS = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+")
_CHINESE = re.compile(rf"[{_HAN}]")


def entry_text(store: Store, entry: Entry) -> str:
    """Return what may be searched of an entry: what the journal says of it, and its current record's values."""
    return searched(entry, _shown(store, entry))


def searched(entry: Entry, values: object) -> str:
    """Return the folded text that a search sees of an entry with these values."""
    facts = (entry.name, entry.title, entry.department, entry.period, entry.person)
    return folded("\n".join([*(fact for fact in facts if fact), *_leaves(values)]))


def folded(text: str) -> str:
    """Return `text` as it is compared: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


def bigrams(text: str) -> str:
    """Return the tokens of a folded text, each once: 家访报告 -> 家访 访报 报告 告, other words whole."""
    found: list[str] = []
    for run in _RUNS.findall(text):
        if _CHINESE.match(run):
            found += [run[place : place + 2] for place in range(len(run))]
        else:
            found.append(run)
    return " ".join(dict.fromkeys(found))


def words_of(query: str | Sequence[str]) -> list[str]:
    """Return the folded words that must all stand in what is found."""
    whole = query if isinstance(query, str) else " ".join(query)
    return folded(whole).split()


def tokens(kind: str, department: str, text: str) -> str:
    """Return all tokens of an entry: those of its folded text, and one each for its type and department."""
    return " ".join([*_scope(kind, department), bigrams(text)])


def match(words: Sequence[str], kind: str | None = None, department: str | None = None) -> str | None:
    """Return the FTS5 expression that every such text holding the words fulfils; None where only reading can tell."""
    terms = [f'"{token}"' for token in _scope(kind, department)]
    # A lone character may begin a good part of all tokens: it is asked only where nothing else is.
    weak: list[str] = []
    for word in words:
        runs = _RUNS.findall(word)
        for place, run in enumerate(runs, 1):
            ended = place < len(runs) or not word.endswith(run)
            (weak if len(run) == 1 and not ended else terms).extend(_terms(run, ended=ended))
    return " AND ".join(terms or weak) or None


def _scope(kind: str | None, department: str | None) -> Iterator[str]:
    """Yield a token for each: a private character that no text's token begins with, and the word in hexadecimal."""
    for mark, word in (("\ue000", kind), ("\ue001", department)):
        if word:
            yield mark + word.encode("utf-8", "surrogatepass").hex()


def _terms(run: str, *, ended: bool) -> Iterator[str]:
    """Yield the terms of one run; where something else follows it in the word, its last token is whole."""
    if _CHINESE.match(run) and len(run) > 1:
        yield from (f'"{run[index : index + 2]}"' for index in range(len(run) - 1))
    else:
        yield f'"{run}"' if ended else f'"{run}" *'


def _shown(store: Store, entry: Entry) -> object:
    path = entry.current.record_path
    if path is None:
        return None
    try:
        with store.open(path) as file:
            content = file.read()
    except OSError:
        return None  # a missing or damaged record is verify's to name, and never stops a rebuild
    if sha256(content) != entry.current.record_sha256:
        return None
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
