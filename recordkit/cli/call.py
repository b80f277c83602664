"""One call of the command line: when, where, as whom, in which language. The clock is read once, when it begins (law 5)."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from recordkit.cli.language import asked_lang, lang_of, usual_lang
from recordkit.wording import Lang, Text


@dataclass(slots=True)
class Call:
    """The facts of one invocation; `lang` becomes the office's setting once it is open, unless it was asked for.

    What the call opened is let go of when it ends.
    """

    at: datetime
    environ: Mapping[str, str]
    lang: Lang
    lang_asked: bool
    root: Path | None = None
    login: str | None = field(default=None)
    opened: ExitStack = field(default_factory=ExitStack)

    @classmethod
    def begin(cls, argv: Sequence[str], environ: Mapping[str, str]) -> "Call":
        """Return the call that begins now."""
        asked = asked_lang(argv, environ)
        return cls(datetime.now(UTC), environ, asked or usual_lang(environ), asked is not None)  # noqa: TID251 - the face reads the clock, once

    def ask(self, *, office: str | None, login: str | None, lang: str | None) -> None:
        """Take the global options; raises BadUsage for a language that nobody speaks here."""
        named = office or self.environ.get("RECORDKIT_OFFICE")
        self.root = Path(named) if named else None
        self.login = login
        if lang is not None:
            self.lang, self.lang_asked = lang_of(lang), True

    def settle(self, lang: Lang) -> None:
        """Speak the office's language from now on, unless another was asked for."""
        if not self.lang_asked:
            self.lang = lang

    def words(self, text: Text | str, **facts: object) -> str:
        """Return a text in the call's language."""
        return text if isinstance(text, str) else text.say(self.lang, facts)


def call_of(ctx: Any) -> Call:
    """Return the call that a command's context carries."""
    call = ctx.find_root().obj
    assert isinstance(call, Call)
    return call
