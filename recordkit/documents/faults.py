"""What is wrong in a template, with its place; all faults of a template are shown at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from recordkit.errors import BadTemplate
from recordkit.wording import Lang, Text


class Unfit(ValueError):
    """A value that cannot stand where the template puts it; the engine adds the place and the tag."""

    def __init__(self, what: Text) -> None:
        self.what = what
        super().__init__(what.en)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template: where (part, paragraph or cell), the tag's text, what is wrong and what to do."""

    place: Text
    tag: str
    what: Text

    def say(self, lang: Lang) -> str:
        """Return the fault in one line, in `lang`."""
        return f"{self.place.say(lang)}: {self.tag}: {self.what.say(lang)}"


def refusal(file: str, faults: Sequence[Fault]) -> BadTemplate:
    """Return the refusal that shows every fault, one a line; its fact `places` holds them one by one."""
    lines = Text(
        "\n".join(fault.say("zh") for fault in faults), "\n".join(fault.say("en") for fault in faults)
    )
    return BadTemplate(file=file, faults=lines, places=tuple(faults))
