"""tests of recordkit.actions.get: copies out, masked where the type is sensitive, full for a purpose, journalled (R83, R3)."""

from pathlib import Path

import pytest

from recordkit.actions.get import Wish, get
from recordkit.actions.revise import revise
from recordkit.documents.embedding import embedded
from recordkit.documents.reading import visible_text
from recordkit.errors import NoEntry, NotPossible, PurposeMissing, TierRefused
from recordkit.office import Office
from tests.house.inbox_files import pdf
from tests.house.offices import AT, CLERK, SUPERVISOR, as_, brought, events, filed, minutes

NAME = "会议纪要-2026-1118-001"
SECRETS = ("江怀远", "13800138000", "松林路", "M00000001")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_a_copy_of_an_ordinary_document_is_its_bytes(office: Office, out: Path) -> None:
    brought(office, f"{NAME}.docx", minutes())
    copied = get(as_(office, CLERK), NAME, Wish(out), AT)
    assert (copied.name, copied.masked, copied.path) == (NAME, False, out / f"{NAME}.docx")
    assert copied.path.read_bytes() == minutes()
    assert [(one["by"], one["name"], one.get("full")) for one in events(office, "read")] == [
        (CLERK.login, NAME, None)
    ]


def test_an_earlier_version_can_be_had(office: Office, out: Path) -> None:
    brought(office, f"{NAME}.docx", minutes())
    path = office.root / "新稿.docx"
    path.write_bytes(minutes("补充"))
    revise(office, NAME, path, AT)
    assert get(office, NAME, Wish(out, version=1), AT).path.read_bytes() == minutes()
    latest = get(office, NAME, Wish(out), AT)
    assert (latest.path.name, latest.path.read_bytes()) == (f"{NAME}.v2.docx", minutes("补充"))
    with pytest.raises(NoEntry):
        get(office, NAME, Wish(out, version=3), AT)


@pytest.mark.parametrize("key", ["complaint", "home-visit"])
def test_a_copy_of_a_sensitive_document_is_masked_and_says_so(office: Office, out: Path, key: str) -> None:
    """R83: names, telephones, addresses and record numbers, in the text and in the record that it carries."""
    name = filed(office, key)
    copied = get(as_(office, CLERK), name, Wish(out), AT)
    assert (copied.masked, copied.path.name) == (True, f"{name}.脱敏.docx")
    content = copied.path.read_bytes()
    text = "".join(visible_text(content, "docx"))
    assert not any(secret in text for secret in SECRETS)
    assert "138****8000" in text
    carried = embedded(content)
    assert carried is not None
    assert carried.masked
    assert not any(secret in str(carried.values) for secret in SECRETS)
    [read] = events(office, "read")
    assert (read["by"], read["name"], read.get("full")) == (CLERK.login, name, None)


def test_the_full_copy_is_a_supervisors_for_a_purpose_and_is_journalled(office: Office, out: Path) -> None:
    """R83, R3: the bytes as they were filed."""
    name = filed(office, "complaint")
    copied = get(as_(office, SUPERVISOR), name, Wish(out, full=True, purpose="复核"), AT)
    assert not copied.masked
    assert "13800138000" in "".join(visible_text(copied.path.read_bytes(), "docx"))
    assert [(one["by"], one["full"], one["purpose"]) for one in events(office, "read")] == [
        (SUPERVISOR.login, True, "复核")
    ]


@pytest.mark.parametrize("purpose", [None, " "])
def test_a_full_copy_without_a_purpose_is_refused(office: Office, out: Path, purpose: str | None) -> None:
    name = filed(office, "complaint")
    with pytest.raises(PurposeMissing):
        get(as_(office, SUPERVISOR), name, Wish(out, full=True, purpose=purpose), AT)
    assert events(office, "read") == []


def test_a_full_copy_is_refused_to_staff_and_journalled_even_of_their_own_case(
    office: Office, out: Path
) -> None:
    name = filed(as_(office, CLERK), "complaint")
    with pytest.raises(TierRefused):
        get(as_(office, CLERK), name, Wish(out, full=True, purpose="看看"), AT)
    assert [(one["by"], one["act"], one["name"]) for one in events(office, "refused")] == [
        (CLERK.login, "read_full", name)
    ]
    assert not out.exists()


def test_a_sensitive_scan_has_no_masked_copy_and_a_full_one(office: Office, out: Path) -> None:
    scan = pdf(scan_size=1200)
    assert brought(office, "家访报告-2026-1118-001.pdf", scan).status == "filed"
    with pytest.raises(NotPossible, match="--full"):
        get(as_(office, CLERK), "家访报告-2026-1118-001", Wish(out), AT)
    full = get(office, "家访报告-2026-1118-001", Wish(out, full=True, purpose="核对签字"), AT)
    assert full.path.read_bytes() == scan
