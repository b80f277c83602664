"""How large a file from outside may be; the numbers stand here and nowhere else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The sizes beyond which a file is refused; bytes unless the name says otherwise.

    The last three hold for a parser in a process of its own (guard/child.py); its memory counts its own libraries.
    """

    entries: int = 5_000
    packed_bytes: int = 100 * 1024 * 1024
    total_bytes: int = 500 * 1024 * 1024
    single_bytes: int = 300 * 1024 * 1024
    ratio: int = 200
    ratio_from: int = 4 * 1024 * 1024
    depth: int = 200
    xml_nodes: int = 2_000_000
    sheet_nodes: int = 12_000_000
    rows: int = 1_048_576
    columns: int = 16_384
    extent: int = 20_000_000
    pdf_bytes: int = 200 * 1024 * 1024
    seconds: int = 30
    memory_bytes: int = 2 * 1024 * 1024 * 1024
    answer_bytes: int = 64 * 1024 * 1024

    def __post_init__(self) -> None:
        if min(getattr(self, name) for name in self.__slots__) < 1:
            raise ValueError("a limit is at least 1")


LIMITS = Limits()
