"""What is wrong with a type.toml, in both languages: each fault says its place first, and the nearest right word."""

from collections.abc import Iterable, Mapping

from recordkit.domain.nearest import nearest
from recordkit.wording import Text

LONGEST = 60  # characters of a value that a fault quotes


def fault(at: str, zh: str, en: str, **facts: object) -> Text:
    """Return a fault at a place ("jobs.due", or "" for the type itself), its {facts} filled in."""
    place = f"{at}: " if at else ""
    wording, quoted = Text(zh, en), {name: _quoted(value) for name, value in facts.items()}
    return Text(place + wording.say("zh", quoted), place + wording.say("en", quoted))


def offer(word: object, known: Iterable[str]) -> Text:
    """Return the nearest known word as a fault offers it, or nothing."""
    close = nearest(str(word), known)
    return Text(f"(是不是 {close!r}?)", f" (did you mean {close!r}?)") if close else Text("", "")


def listed(faults: Iterable[Text]) -> Text:
    """Return the faults as a refusal lists them, a line each."""
    lines = list(faults)
    return Text("\n".join(f"- {one.zh}" for one in lines), "\n".join(f"- {one.en}" for one in lines))


def _quoted(value: object) -> object:
    """Return a fact as it is said: words as they are, anything else as TOML's reader sees it, cut short."""
    if isinstance(value, Text):
        return value
    text = ", ".join(value) if isinstance(value, tuple) else repr(_shallow(value))
    return text if len(text) <= LONGEST or isinstance(value, tuple) else text[: LONGEST - 1] + "…"


def _shallow(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value
