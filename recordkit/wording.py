"""Words in both languages: every sentence a person reads exists in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One wording in both languages, with `{fact}` places where it needs them."""

    zh: str
    en: str

    def say(self, lang: Lang, facts: Mapping[str, object] | None = None) -> str:
        """Return the wording in `lang`, its places filled from `facts` (a Text among them is said in `lang`)."""
        wording = self.zh if lang == "zh" else self.en
        if not facts:
            return wording
        return wording.format_map({key: spoken(value, lang) for key, value in facts.items()})


def spoken(value: object, lang: Lang) -> object:
    """Return a fact as it is said in `lang`: a Text in that language, a list joined, all else as it is."""
    if isinstance(value, Text):
        return value.say(lang)
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(str(spoken(item, lang)) for item in value)
    return value
