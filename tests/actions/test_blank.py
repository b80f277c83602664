"""tests of recordkit.actions.blank: forms to fill in, for one type or all of them in the shared folder."""

import openpyxl

from recordkit.actions.blank import blank, refresh_blanks
from recordkit.inbox.layout import BLANKS
from recordkit.office import Office
from tests.house.office_files import first_sheet
from tests.house.offices import reopened


def test_a_register_is_filled_in_on_the_form_of_its_cases(office: Office) -> None:
    path = blank(office, "投诉登记台账", "zh", office.root / "台账.xlsx")
    texts = {cell.value for row in first_sheet(openpyxl.load_workbook(path)).iter_rows() for cell in row}
    assert {"投诉编号", "受理时间"} <= {str(text).rstrip("*＊ ") for text in texts}


def test_the_shared_folder_has_a_form_of_every_typed_type_and_a_new_one_when_a_type_changes(
    office: Office,
) -> None:
    fresh = refresh_blanks(office)
    assert sorted(fresh) == sorted((office.inbox / BLANKS).iterdir())
    assert {path.stem for path in fresh} == {
        "会议纪要",
        "投诉登记表",
        "家访报告",
        "月度总结报告",
        "季度分析报告",
    }
    (office.inbox / BLANKS / "会议纪要.xlsx").unlink()
    with reopened(office) as before:
        own = before.types.copy("home-visit") / "type.toml"
    own.write_text(own.read_text("utf-8").replace('zh = "需求编号"', 'zh = "申请编号"'), "utf-8")
    with reopened(office) as again:
        assert {path.stem for path in refresh_blanks(again)} == {"会议纪要", "家访报告"}


def test_a_form_that_somebody_filled_in_where_it_lay_is_kept(office: Office) -> None:
    target = office.root / "家访.xlsx"
    target.write_bytes(b"filled in by hand")
    assert blank(office, "home-visit", "zh", target) == target
    assert (office.root / "家访.旧1.xlsx").read_bytes() == b"filled in by hand"
