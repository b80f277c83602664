"""tests of recordkit.actions.look_up: show, find and log; sensitive values masked wherever they are listed (R83)."""

import pytest

from recordkit.actions.look_up import Query, entry_of, find, log, show
from recordkit.errors import NoEntry
from recordkit.office import Office
from tests.house.offices import AT, CLERK, as_, brought, events, filed, minutes, on

NAME = "会议纪要-2026-1118-001"


def test_an_ordinary_entry_is_shown_with_its_values(office: Office) -> None:
    name = filed(office, "minutes")
    shown = show(as_(office, CLERK), name, AT)
    assert shown.values is not None
    assert (shown.entry.name, shown.values["chair"], shown.notes) == (name, "林知夏", ())
    assert events(office, "read") == []


def test_a_sensitive_entry_is_shown_masked_even_to_a_director_and_that_is_journalled(office: Office) -> None:
    name = filed(office, "complaint")
    shown = show(office, name, AT)
    assert shown.values is not None
    assert (shown.values["patient_name"], shown.values["phone"]) == ("江**", "138****8000")
    assert "江怀远" not in str(shown.values)
    assert [(one["name"], one["by"]) for one in events(office, "read")] == [(name, office.person.login)]


@pytest.mark.parametrize("spelled", [NAME, "会议纪要-2026-11-18-001", "会议纪要-20261118-001"])
def test_an_entry_is_called_in_any_date_style(office: Office, spelled: str) -> None:
    brought(office, f"{NAME}.docx", minutes())
    assert entry_of(office, spelled).name == NAME


@pytest.mark.parametrize("wrong", ["会议纪要-2026-1118-002", "会议纪要-2026-1119-001", "会议纪要"])
def test_a_name_that_is_not_there_is_refused_with_the_nearest(office: Office, wrong: str) -> None:
    brought(office, f"{NAME}.docx", minutes())
    with pytest.raises(NoEntry, match=NAME if wrong != "会议纪要" else wrong):
        entry_of(office, wrong)


@pytest.mark.parametrize(("query", "count"), [
    (Query("会议纪要"), 1), (Query("305会议室"), 0), (Query("302会议室"), 1), (Query("302会议室", type="会议纪要"), 1),
    (Query(type="minutes"), 1), (Query(type="home-visit"), 1), (Query(), 3), (Query(limit=2), 2),
    (Query(since=on(11, 20).date()), 1), (Query(until=on(11, 20).date()), 3), (Query(until=on(11, 19).date()), 2),
    (Query(department="急诊科"), 0), (Query("江怀远"), 0), (Query("13800138000"), 0), (Query("TS20261109-003"), 1),
])  # fmt: skip
def test_entries_are_found_by_words_type_and_days_and_never_by_what_is_masked(
    office: Office, query: Query, count: int
) -> None:
    for key in ("minutes", "complaint", "home-visit"):
        filed(office, key)
    assert len(find(office, query)) == count


def test_the_log_of_one_name_is_its_own_events_oldest_first(office: Office) -> None:
    name = filed(office, "complaint")
    filed(office, "minutes")
    show(office, name, AT)
    assert [event["verb"] for _, event in log(office, name)] == ["reserved", "filed", "read"]
    assert {"founded", "enrolled", "reserved", "filed", "read"} == {
        str(event["verb"]) for _, event in log(office, None)
    }
