"""Which language a command speaks: --lang, $RECORDKIT_LANG, the office's setting, $LANG - in that order."""

import locale
from collections.abc import Mapping, Sequence

from recordkit.errors import BadUsage
from recordkit.wording import Lang

LANGS: dict[str, Lang] = {"zh": "zh", "en": "en"}
BAR = "‖"
"""Between the Chinese and the English of an option's help, which typer keeps as one string."""


def asked_lang(argv: Sequence[str], environ: Mapping[str, str]) -> Lang | None:
    """Return the language that the command line or $RECORDKIT_LANG asks for, or None; unknown ones are left for later."""
    words = iter(argv)
    for word in words:
        if word == "--lang":
            return LANGS.get(next(words, ""))
        if word.startswith("--lang="):
            return LANGS.get(word.partition("=")[2])
    return LANGS.get(environ.get("RECORDKIT_LANG", ""))


def usual_lang(environ: Mapping[str, str]) -> Lang:
    """Return the language of the person's locale: Chinese when it says so, else English."""
    said = next((environ[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(key)), None)
    spoken = said if said is not None else locale.getlocale()[0] or ""
    return "zh" if spoken.lower().startswith(("zh", "chinese")) else "en"


def lang_of(text: str) -> Lang:
    """Return the language named `text`; raises BadUsage."""
    if text not in LANGS:
        raise BadUsage(what="--lang", value=text, remedy="zh | en")
    return LANGS[text]


def side(text: str, lang: Lang) -> str:
    """Return the side of a `中文‖English` help text that is in `lang`."""
    zh, bar, en = text.partition(BAR)
    return en if bar and lang == "en" else zh
