"""Finished documents as PDF: batches through LibreOffice, each result read back before it counts.

Law: one bad document costs its own PDF and nobody else's; the same document gives the same bytes.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfWriter

from recordkit.documents.pdf.office_program import convert, office_program
from recordkit.documents.pdf.reading import reading, written
from recordkit.errors import NotReadable, TooLarge
from recordkit.wording import Text

LATE = Text("LibreOffice 超时, 已终止", "LibreOffice took too long and was ended")
NOT_MADE = Text("LibreOffice 没有给出 PDF", "LibreOffice gave no PDF")
GIVEN_UP = Text(
    "LibreOffice 在本机没有转换成功过, 不再尝试",
    "LibreOffice converted nothing here, so it was not tried again",
)
HOPELESS = 3
VOLATILE = ("/CreationDate", "/ModDate")


@dataclass(frozen=True, slots=True)
class Patience:
    """How many documents go into one run, and how long it may take: `start` seconds, and `each` for every document."""

    batch: int = 20
    start: float = 45.0
    each: float = 15.0

    def seconds(self, documents: int) -> float:
        """Return the time limit of a run, in seconds."""
        return self.start + self.each * documents


PATIENCE = Patience()


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of one document: its PDF, or why there is none."""

    source: Path
    content: bytes | None = None
    reason: Text | None = None


def print_documents(
    sources: Sequence[Path],
    patience: Patience = PATIENCE,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Printed]:
    """Yield each document's PDF, in order; what a run did not make is tried once more alone, which finds the culprit.

    `progress` is told how many are done, of how many, while a run goes on, too. Raises OfficeProgramMissing, at once.
    """
    office_program()
    press = Press(patience, Told(len(sources), progress))
    batches = (sources[start : start + patience.batch] for start in range(0, len(sources), patience.batch))
    return (one for batch in batches for one in press.print_batch(batch))


def settled(content: bytes, *, file: str) -> bytes:
    """Return the PDF without what differs from run to run (its instant, its random id); raises NotReadable, TooLarge."""
    with reading(content, file=file) as reader:
        writer = PdfWriter(clone_from=reader)
        about = {key: value for key, value in (reader.metadata or {}).items() if key not in VOLATILE}
        writer.pdf_header, writer.metadata = reader.pdf_header, about
        writer._ID = None  # noqa: SLF001 - optional without encryption (ISO 32000-1, 14.4); pypdf only offers a random one
        return written(writer)


class Told:
    """Progress that only grows: a run that is tried again takes nothing back."""

    def __init__(self, total: int, tell: Callable[[int, int], None] | None) -> None:
        self._total, self._tell, self._done, self._most = total, tell, 0, 0

    def meanwhile(self, made: int) -> None:
        """Tell that the run that goes on has made so many."""
        if self._tell is not None and self._done + made > self._most:
            self._most = self._done + made
            self._tell(self._most, self._total)

    def one_more(self) -> None:
        """Tell that one more is done, made or not."""
        self._done += 1
        self.meanwhile(0)


class Press:
    """The printing of many documents: it remembers whether the program works at all, so that it can be given up."""

    def __init__(self, patience: Patience, told: Told) -> None:
        self._patience, self._told = patience, told
        self._made = self._failed = 0

    def print_batch(self, batch: Sequence[Path]) -> Iterator[Printed]:
        """Yield what one run makes of the batch, in order, and of each that is missing what it makes of it alone."""
        run = self._run(batch)
        for one in run:
            last = one if one.content is not None or len(batch) == 1 else self._run([one.source])[0]
            self._failed += last.content is None
            self._told.one_more()
            yield last

    def _run(self, sources: Sequence[Path]) -> list[Printed]:
        if not self._made and self._failed >= HOPELESS:
            return [Printed(source, reason=GIVEN_UP) for source in sources]
        with TemporaryDirectory(prefix="recordkit-pdf-", ignore_cleanup_errors=True) as folder:
            printed = self._run_in(Path(folder), sources)
        self._made += sum(one.content is not None for one in printed)
        return printed

    def _run_in(self, folder: Path, sources: Sequence[Path]) -> list[Printed]:
        # Copies bear plain names: no lock file appears beside a document, and two of one name do not meet.
        copies = [
            Path(shutil.copyfile(source, folder / f"{number:04}{source.suffix.casefold()}"))
            for number, source in enumerate(sources)
        ]
        out = folder / "out"
        ended = convert(
            copies,
            out,
            seconds=self._patience.seconds(len(sources)),
            watch=lambda: self._told.meanwhile(len(list(out.glob("*.pdf")))),
        )
        return [
            _read_back(source, out / f"{copy.stem}.pdf", NOT_MADE if ended else LATE)
            for source, copy in zip(sources, copies, strict=True)
        ]


def _read_back(source: Path, made: Path, otherwise: Text) -> Printed:
    if not made.is_file():
        return Printed(source, reason=otherwise)
    try:
        return Printed(source, settled(made.read_bytes(), file=f"{source.stem}.pdf"))
    except (NotReadable, TooLarge) as fault:
        return Printed(source, reason=Text(fault.sentence("zh"), fault.sentence("en")))
