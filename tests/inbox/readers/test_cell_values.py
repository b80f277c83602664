"""tests of cell_values: numbers, serials of both calendars, escapes and entities."""

from datetime import date, datetime, time

import pytest

from recordkit.inbox.readers.cell_values import Book, Odd, converters, unescaped
from recordkit.inbox.readers.number_formats import Shows

STYLES = tuple(Shows)
NINE = datetime(2026, 10, 1, 9, 30)  # noqa: DTZ001 - a sheet knows no zone
MIDNIGHT = datetime(2026, 10, 1)  # noqa: DTZ001


def value(raw: str, shown: Shows = Shows.NUMBER, *, kind: str = "", since_1904: bool = False) -> object:
    style = str(STYLES.index(shown)).encode()
    convert = converters(Book((), STYLES, since_1904=since_1904))(kind.encode(), style)
    return next(iter(convert((raw.encode(),))))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("7", 7),
        ("7.0", 7),
        ("-7", -7),
        ("007", 7),
        ("1.5E+3", 1500),
        ("0.1", 0.1),
        ("123456789012345", 123456789012345),
        ("1234567890123456", 1234567890123456.0),
        ("110101190001010014", 110101190001010014.0),
        (" 7 ", 7),
        ("", None),
    ],
)
def test_a_number_is_an_int_when_it_is_whole_and_exact(raw: str, expected: object) -> None:
    found = value(raw)
    assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize(
    ("raw", "shown", "expected"),
    [
        ("46296", Shows.DAY, date(2026, 10, 1)),
        ("46296", Shows.INSTANT, MIDNIGHT),
        ("46296.0", Shows.INSTANT, MIDNIGHT),
        ("46295.999999", Shows.INSTANT, MIDNIGHT),
        ("46296.395833333", Shows.DAY, NINE),
        ("46296.395833333", Shows.INSTANT, NINE),
        ("46296", Shows.TIME, date(2026, 10, 1)),
        ("0.395833333", Shows.INSTANT, time(9, 30)),
        ("0.395833333", Shows.TIME, time(9, 30)),
        ("0", Shows.TIME, time(0)),
        ("1", Shows.DAY, date(1900, 1, 1)),
        ("59", Shows.DAY, date(1900, 2, 28)),
        ("61", Shows.DAY, date(1900, 3, 1)),
        ("2958465", Shows.DAY, date(9999, 12, 31)),
        ("2958466", Shows.DAY, 2958466),
        ("-1", Shows.DAY, -1),
        ("0.395833333", Shows.LENGTH, time(9, 30)),
        ("1.25", Shows.LENGTH, "30:00:00"),
    ],
)
def test_a_serial_is_read_by_what_its_format_shows_and_midnight_stays_an_instant(
    raw: str, shown: Shows, expected: object
) -> None:
    found = value(raw, shown)
    assert (type(found), found) == (type(expected), expected)


def test_a_workbook_of_the_1904_calendar_counts_from_there() -> None:
    assert value("0", Shows.TIME, since_1904=True) == time(0)
    assert value("44834", Shows.DAY, since_1904=True) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("b", "1", True),
        ("b", "0", False),
        ("e", "#DIV/0!", "#DIV/0!"),
        ("str", "", None),
        ("str", "甲\r\n乙", "甲\n乙"),
        ("d", "2026-10-01", date(2026, 10, 1)),
        ("d", "2026-10-01T09:30:00", NINE),
        ("d", "九点", "九点"),
    ],
)
def test_a_cell_of_another_type_is_read_as_that(kind: str, raw: str, expected: object) -> None:
    assert value(raw, kind=kind) == expected


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a &amp;lt; b", "a &lt; b"),
        ("&#20013;&#x6587;&quot;&apos;", "中文\"'"),
        ("候诊_x000B_两小时", "候诊\x0b两小时"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD800_", "_xD800_"),
        ("_x00_", "_x00_"),
    ],
)
def test_entities_and_escapes_are_resolved_once(raw: str, text: str) -> None:
    assert unescaped(raw) == text


@pytest.mark.parametrize("raw", ["&", "a & b", "&nbsp;", "&#0;", "&#xD800;", "&#x110000;"])
def test_an_entity_that_xml_does_not_know_is_odd(raw: str) -> None:
    with pytest.raises(Odd):
        unescaped(raw)
