"""Each entry against its own name: spelled by the rule, its files where the name puts them, its versions and notes in a row.

DA/T 70: 1-7 (names; archival codes are not given yet), 1-8, 1-13, 2-5.
"""

from collections.abc import Iterator

from recordkit.archive.layout import content_key, extension_of, note_key, record_key
from recordkit.archive.verify.survey import Survey
from recordkit.domain.entry import Entry, Version
from recordkit.domain.naming import DateStyle, InvalidName, Name, parse
from recordkit.wording import Text


def check_entry(survey: Survey, entry: Entry) -> None:
    """Judge what the journal says of one entry."""
    style = survey.ledger.about.style
    name = _name(entry, style)
    if name is None:
        survey.fail("1-7", _NO_NAME, name=entry.name)
        return
    for path in _misplaced(entry, name, style):
        survey.fail("1-13", _ELSEWHERE, name=entry.name, path=path)
    numbers = [one.version for one in entry.versions]
    if len(set(numbers)) < len(numbers):
        survey.fail("1-8", _TWICE, name=entry.name)
    elif numbers != list(range(1, len(numbers) + 1)):
        survey.fail("2-5", _NOT_IN_A_ROW, name=entry.name)


_NO_NAME = Text(
    "名称不合规则, 或与日期、编号不符", "it is no name by the rule, or not that of its day and number"
)
_ELSEWHERE = Text("不在名称所指的位置", "it does not lie where the name says")
_TWICE = Text("同一版本号出现两次", "a version is there twice")
_NOT_IN_A_ROW = Text("版本不连续, 缺少归档事件", "versions are not in a row: a filing is missing")


def _name(entry: Entry, style: DateStyle) -> Name | None:
    try:
        name = parse(entry.name)
    except InvalidName:
        return None
    own = name.text(style) == entry.name and (name.day, name.number) == (entry.day, entry.number)
    return name if own else None


def _misplaced(entry: Entry, name: Name, style: DateStyle) -> Iterator[str]:
    for one in entry.versions:
        if not _at_its_place(one, name, style):
            yield one.path
        if one.record_path not in (None, record_key(name, style, one.version)):
            yield str(one.record_path)
    for count, note in enumerate(entry.notes, 1):
        if note.path != note_key(name, style, count):
            yield note.path


def _at_its_place(one: Version, name: Name, style: DateStyle) -> bool:
    try:
        return one.path == content_key(name, style, extension_of(one.path), one.version)
    except ValueError:
        return False
