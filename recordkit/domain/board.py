"""The board: every rule of an office over the entries that it looks at, as it all stands at one instant."""

from collections.abc import Iterable, Mapping, Sequence

from recordkit.domain.duties import Row, View
from recordkit.domain.entry import Glance
from recordkit.domain.followed import Followed, Staged, followed_rows, staged_rows
from recordkit.domain.owed import Owed, owed_rows

Rule = Owed | Followed | Staged
"""What an office asks for: for each period, because of a record, or of a project."""


def board(rules: Iterable[Rule], glances: Mapping[str, Sequence[Glance]], view: View) -> list[Row]:
    """Return how every duty stands, rule by rule; `glances` are the entries of each type."""
    rows: list[Row] = []
    for rule in rules:
        seen = glances.get(rule.type, ())
        match rule:
            case Owed():
                rows += owed_rows(rule, seen, view)
            case Followed():
                rows += followed_rows(rule, seen, view)
            case Staged():
                rows += staged_rows(rule, seen, view)
    return rows


def by_type(glances: Iterable[Glance]) -> dict[str, list[Glance]]:
    """Return entries by their type."""
    sorted_out: dict[str, list[Glance]] = {}
    for glance in glances:
        sorted_out.setdefault(glance.type, []).append(glance)
    return sorted_out
