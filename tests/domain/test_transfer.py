"""What is said of a document that is handed over (参照 DA/T 46-2009): every element, the unknown left empty."""

import json
from datetime import UTC, date, datetime

import pytest

from recordkit.domain.transfer import ELEMENTS, Deed, Item, PackedFile, documents_of, retention_said
from recordkit.wording import Lang

AT = datetime(2026, 11, 9, 1, 30, tzinfo=UTC)
MINIMUM = (
    "electronic_id archival_code title responsible document_no day genre classification retention pages format "
    "file_name size sha256 program"
).split()


def item(name: str = "会议纪要-2026-1109-001", version: int = 1, **facts: object) -> Item:
    given: dict[str, object] = {
        "electronic_id": f"a-{name}-v{version}",
        "title": "周例会",
        "responsible": "示例医院",
        "document_no": name,
        "day": date(2026, 11, 9),
        "genre": "会议纪要",
        "sensitive": False,
        "retention": "10",
        "format": "docx",
        "file_name": f"{name}.docx",
        "size": 3,
        "sha256": "0" * 64,
        "version": version,
        "filed_by": "张三",
        "filed_at": AT,
        "received": AT,
        "files": (PackedFile(f"data/records/{name}.docx", "document", 3, "0" * 64),),
        "deeds": (Deed(AT, "filed", "张三", "version=1"),),
        **facts,
    }
    return Item(**given)  # type: ignore[arg-type] # the tests name the facts


def test_the_minimum_set_is_among_the_elements_in_both_languages() -> None:
    assert set(MINIMUM) <= set(ELEMENTS)
    assert all(label.zh and label.en for label, _ in ELEMENTS.values())


def test_an_item_is_plain_json_with_every_element_and_its_process() -> None:
    plain = json.loads(json.dumps(item().plain()))
    assert set(plain) == {*ELEMENTS, "files", "process"}
    assert plain["archival_code"] is None
    assert plain["pages"] is None
    assert plain["day"] == "2026-11-09"
    assert plain["filed_at"] == "2026-11-09T01:30:00+00:00"
    assert plain["process"] == [
        {"at": "2026-11-09T01:30:00+00:00", "verb": "filed", "by": "张三", "what": "version=1"}
    ]


def test_a_document_is_one_however_many_versions_go_along() -> None:
    first, second, other = item(version=1), item(version=2), item("会议纪要-2026-1109-002")
    assert documents_of([second, first, other]) == [second, other]


@pytest.mark.parametrize(
    ("retention", "lang", "said"),
    [("10", "zh", "10年"), ("10", "en", "10 years"), ("永久", "zh", "永久"), ("", "zh", "")],
)
def test_a_retention_is_said_in_words(retention: str, lang: Lang, said: str) -> None:
    assert retention_said(retention, lang) == said
