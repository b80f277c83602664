"""tests of recordkit.actions.keep: verify, rebuild, and the account of numbers (R1; 参照 DA/T 70-2018)."""

import pytest

from recordkit.actions.amend import void
from recordkit.actions.keep import numbers
from recordkit.actions.look_up import Query, find, show
from recordkit.actions.rebuild import rebuild
from recordkit.actions.verify import verify
from recordkit.domain.tiers import UNKNOWN
from recordkit.errors import TierRefused
from recordkit.office import Office
from tests.house.offices import (
    AT,
    CLERK,
    SUPERVISOR,
    as_,
    brought,
    events,
    filed,
    made,
    minutes,
    reopened,
    standings,
)


@pytest.fixture
def busy(office: Office) -> Office:
    """An office in which something of everything happened."""
    filed(as_(office, CLERK), "complaint")
    filed(office, "monthly-report", dept="骨科")
    made(as_(office, CLERK), "minutes", title="没开的会")
    void(as_(office, CLERK), "会议纪要-2026-1120-001", "会议取消", AT)
    made(as_(office, CLERK), "minutes")
    brought(office, "会议纪要-2026-1118-001.docx", minutes())
    brought(office, "会议纪要-2026-1118-001.docx", minutes("补充"), SUPERVISOR)
    return office


def told(office: Office) -> object:
    return (
        find(office, Query()),
        numbers(office, None),
        standings(office, AT),
        [entry.title for entry in find(office, Query("TS20261109-003"))],
        office.archive.people(),
    )


def test_a_sound_archive_is_sound(busy: Office) -> None:
    report = verify(busy, (), AT)
    assert report.ok, [item for item in report.items if item.result.value == "failed"]
    assert report.checked == 6  # four contents, two records


def test_a_changed_byte_is_named(busy: Office) -> None:
    [stored] = (busy.root / "archive" / "records" / "投诉登记表").rglob("*.docx")
    stored.chmod(0o600)
    stored.write_bytes(b"Q" + stored.read_bytes()[1:])
    report = verify(busy, (), AT)
    assert not report.ok
    assert {item.name for item in report.items if item.result.value == "failed"} == {
        "投诉登记表-2026-1109-001"
    }
    assert verify(busy, ["会议纪要-2026-1118-001"], AT).ok


def test_a_deleted_catalogue_loses_nothing(busy: Office) -> None:
    """Law 3: journal and store are the truth."""
    before = told(busy)
    values = show(busy, "投诉登记表-2026-1109-001", AT).values
    busy.archive.close()
    for cache in (busy.root / "archive").glob("catalogue.sqlite*"):
        cache.unlink()
    with reopened(busy) as again:
        assert told(again) == before
        assert show(again, "投诉登记表-2026-1109-001", AT).values == values


def test_a_rebuilt_catalogue_says_what_it_said(busy: Office) -> None:
    before, happened = told(busy), len(list(busy.archive.log(busy.reading())))
    assert rebuild(as_(busy, CLERK), AT) == happened
    assert told(busy) == before


def test_every_number_is_accounted_for(busy: Office) -> None:
    """R1: reserved, filed or voided, by whom; no gap."""
    found = [(str(one.name), one.state.value, one.by, one.reason) for one in numbers(busy, "minutes")]
    assert found == [
        ("会议纪要-2026-1118-001", "filed", CLERK.login, None),
        ("会议纪要-2026-1120-001", "voided", CLERK.login, "会议取消"),
        ("会议纪要-2026-1120-002", "reserved", CLERK.login, None),
    ]
    assert len(numbers(busy, None)) == 5


def test_somebody_who_is_not_listed_verifies_nothing_and_that_is_journalled(office: Office) -> None:
    """R3."""
    with pytest.raises(TierRefused):
        verify(as_(office, UNKNOWN), (), AT)
    assert [one["act"] for one in events(office, "refused")] == ["verify"]
