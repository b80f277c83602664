"""Excel templates (xlsx): sheets with tags are compiled into scripts, and what refers to their rows moves along.

Parts that carry no tag and refer to no moved row are copied as they are.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from recordkit.documents.excel import attached
from recordkit.documents.excel.formulas import grown_formula
from recordkit.documents.excel.grid import read_grid
from recordkit.documents.excel.growth import Growth
from recordkit.documents.excel.notes import move_notes
from recordkit.documents.excel.sheet_rows import SheetFilling, Tables
from recordkit.documents.excel.sheet_xml import sheet_pieces
from recordkit.documents.excel.sheets import Sheet, compile_sheet
from recordkit.documents.excel.strings import NONE, Added, S, Strings
from recordkit.documents.excel.styles import Styles, in_order
from recordkit.documents.faults import Fault
from recordkit.documents.package import (
    OFFICE_RELS,
    Parts,
    keep_package,
    main_part,
    read_package,
    relate,
    related,
    with_content_type,
    without_part,
    xml_bytes,
)
from recordkit.documents.packing import Kept, Zip, packed
from recordkit.documents.script import refuse_faults
from recordkit.guard.refusals import unreadable
from recordkit.guard.workbook import measure_workbook
from recordkit.guard.xml import parse
from recordkit.wording import Text

SHEET_REL = f"{OFFICE_RELS}/worksheet"
STRINGS_REL = f"{OFFICE_RELS}/sharedStrings"
STYLES_REL = f"{OFFICE_RELS}/styles"
CHAIN_REL = f"{OFFICE_RELS}/calcChain"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
R_ID = f"{{{OFFICE_RELS}}}id"
# What may stand before calcPr in a workbook (ECMA-376 18.2.27): it is put behind the last of these.
BEFORE_CALC = tuple(
    f"{{{S}}}{name}" for name in ("sheets", "functionGroups", "externalReferences", "definedNames")
)


@dataclass(frozen=True, slots=True)
class ExcelTemplate:
    """A compiled Excel template: the parts as they are, and every sheet taken apart by its part's name."""

    file: str
    parts: Mapping[str, bytes]
    sheets: Mapping[str, Sheet]
    book: "Book"
    kept: Kept

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the filled workbook; raises RenderFault or TooLarge."""
        target = BytesIO()
        with self._filled(values) as filled:
            filled.write(target)
        return target.getvalue()

    def render_to(self, values: Mapping[str, object], path: Path) -> None:
        """Write the filled workbook to `path`, in bounded memory; iterables are consumed once. Raises as `render`.

        A refused rendering leaves no file.
        """
        with self._filled(values) as filled, path.open("wb") as target:
            filled.write(target)

    def names(self) -> frozenset[str]:
        """Return the top-level names that the template asks for."""
        return frozenset().union(
            *(script.names for sheet in self.sheets.values() for script in sheet.scripts)
        )

    @contextmanager
    def _filled(self, values: Mapping[str, object]) -> Iterator["_Filled"]:
        strings = Added(self.parts[self.book.strings], self.book.string_count)
        tables = Tables(strings, Styles(self.parts[self.book.styles], file=self.file), self.book.mac_dates)
        with ExitStack() as spools:
            fillings: dict[str, SheetFilling] = {}
            for name, sheet in self.sheets.items():
                fillings[name] = sheet.filling(tables)
                spools.enter_context(fillings[name].spool)
                sheet.fill(fillings[name], values, file=self.file)
            yield _Filled(self, tables, fillings)

    def changed(self, tables: Tables, growths: Mapping[str, Growth]) -> dict[str, bytes]:
        """Return the parts but the sheets that a rendering changed."""
        parts = dict(self.parts)
        parts[self.book.strings] = tables.strings.content()
        if tables.styles.changed:
            parts[self.book.styles] = tables.styles.content()
        self._move_names(parts, growths)
        sheets = {name: sheet.name for name, sheet in self.sheets.items()}
        attached.move(parts, sheets, growths, file=self.file)
        move_notes(parts, sheets, growths, file=self.file)
        return {name: content for name, content in parts.items() if content != self.parts.get(name)}

    def _move_names(self, parts: Parts, growths: Mapping[str, Growth]) -> None:
        root = parse(parts[self.book.main], file=self.file)
        for name in root.iter(f"{{{S}}}definedName"):
            name.text = grown_formula(name.text or "", growths)
        parts[self.book.main] = xml_bytes(root)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A rendering whose rows have all been written: what is left is to put the parts together."""

    template: ExcelTemplate
    tables: Tables
    fillings: Mapping[str, SheetFilling]

    def write(self, target: BinaryIO) -> None:
        """Write the workbook into a file that can be sought."""
        sheets = self.template.sheets
        growths = {sheets[name].name: filling.growth for name, filling in self.fillings.items()}
        changed = self.template.changed(self.tables, growths)
        archive = Zip(target)
        for name, part in self.template.kept.parts.items():
            if name in sheets:
                pieces = sheet_pieces(sheets[name], self.fillings[name], growths)
                archive.stream(name, pieces, expected=self.fillings[name].spool.size)
            else:
                archive.add(packed(name, changed[name]) if name in changed else part)
        archive.close()


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook's own facts: the names of its parts, its number of strings, and which dates it counts."""

    main: str
    strings: str
    string_count: int
    styles: str
    mac_dates: bool


def compile_excel(content: bytes, *, file: str) -> ExcelTemplate:
    """Return the compiled template; raises BadTemplate with all faults of all sheets, NotReadable, TooLarge."""
    measure_workbook(content, file=file)
    parts = read_package(content, file=file)
    main = main_part(parts, file=file)
    strings_part = _strings_part(parts, main, file)
    strings = Strings(parts[strings_part], file=file)
    sheets = _sheets(parts, main, strings, file)
    parts[strings_part] = strings.content()
    styles = _part(parts, main, STYLES_REL, file)
    parts[styles] = in_order(parts[styles], file=file)
    for chain in _targets(parts, main, CHAIN_REL, file):
        without_part(parts, chain, file=file)
    root = _calculated(parse(parts[main], file=file))
    parts[main] = xml_bytes(root)
    return ExcelTemplate(
        file,
        parts,
        sheets,
        Book(main, strings_part, len(strings.texts), styles, _mac_dates(root)),
        keep_package(parts),
    )


def _sheets(parts: Parts, main: str, strings: Strings, file: str) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    faults: list[Fault] = []
    spent: set[int] = set()
    targets = {number: part for number, kind, part in related(parts, main, file=file) if kind == SHEET_REL}
    for element in parse(parts[main], file=file).iter(f"{{{S}}}sheet"):
        part = targets.get(element.get(R_ID, ""), "")
        if part in parts:
            grid = read_grid(parts[part], strings, file=f"{file}: {part}")
            sheet, wrong = compile_sheet(element.get("name", ""), grid)
            faults += wrong
            spent |= grid.spent
            if sheet is not None:
                found[part] = sheet
    refuse_faults(file, faults)
    strings.blank(spent)
    return found


def _strings_part(parts: Parts, main: str, file: str) -> str:
    for name in _targets(parts, main, STRINGS_REL, file):
        return name
    name = f"{main.rpartition('/')[0]}/sharedStrings.xml".lstrip("/")
    parts[name] = NONE
    with_content_type(parts, name, STRINGS_TYPE, file=file)
    relate(parts, main, STRINGS_REL, name, file=file)
    return name


def _part(parts: Parts, main: str, kind: str, file: str) -> str:
    for name in _targets(parts, main, kind, file):
        return name
    raise unreadable(file, Text("缺少样式表", "it has no style table"))


def _targets(parts: Parts, main: str, kind: str, file: str) -> list[str]:
    return [part for _, found, part in related(parts, main, file=file) if found == kind and part in parts]


def _calculated(root: etree._Element) -> etree._Element:
    # Remembered results are dropped from the rows that moved, so the reader must work them out when it opens.
    calculation = root.find(f"{{{S}}}calcPr")
    if calculation is None:
        calculation = etree.Element(f"{{{S}}}calcPr")
        before = [element for element in root if element.tag in BEFORE_CALC]
        before[-1].addnext(calculation)
    calculation.set("fullCalcOnLoad", "1")
    return root


def _mac_dates(root: etree._Element) -> bool:
    properties = root.find(f"{{{S}}}workbookPr")
    return properties is not None and properties.get("date1904") in {"1", "true"}
