"""recordkit beside its peers: every task a process of its own, its rounds taken in turn, so that a slow minute hits all.

Writes docs/benchmarks.md. `python -m benchmarks.peers [ROUNDS] [FOLDER]`; `make bench` makes the peers' environment first.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from benchmarks import materials
from benchmarks.data import MINUTES, minutes

HERE = Path(__file__).parent
OURS = sys.executable
PEERS = str(HERE.parent / ".venv-bench" / "bin" / "python")
NODE_MODULES = HERE.parent / ".venv-bench" / "node_modules"
REPORT = HERE.parent / "docs" / "benchmarks.md"
ROUNDS = 5
ABOUT = (
    "Made by `make bench` on {made}: {where}, {rounds} rounds. Each engine is a process of its own; rounds are taken in turn, "
    "to and fro, so that a slow minute hits all; ratios are of medians. Peers and their versions: `benchmarks/requirements.txt`."
)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work by one engine: its name in the report, its module, and who runs it."""

    name: str
    module: str
    program: str


@dataclass(frozen=True, slots=True)
class Match:
    """Our task against a peer's: `reach` is the ratio asked for, `floor` says that less is wanted, `why` what holds us."""

    work: str
    ours: str
    peer: str
    reach: float | None
    floor: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that are measured in one run, in turn, and the ratios to take from them."""

    tasks: Sequence[Task]
    matches: Sequence[Match]


WORD = Group(
    (
        Task("recordkit", "minutes_ours", OURS),
        Task("recordkit, in memory", "minutes_in_memory", OURS),
        Task("deflate of the body alone, isal level 1", "minutes_floor", OURS),
        Task("deflate of the body alone, zlib level 6", "minutes_floor_zlib", OURS),
        Task("docxtpl", "minutes_docxtpl", PEERS),
        Task("docx-mailmerge2", "minutes_mailmerge", PEERS),
        Task("docxtemplater (node)", "minutes_docxtemplater.js", "node"),
    ),
    (
        Match("200 minutes to files", "recordkit", "docxtpl", 40),
        Match("200 minutes to files", "recordkit", "docx-mailmerge2", 15),
        Match("200 minutes to files", "recordkit", "docxtemplater (node)", 15),
        Match(
            "200 minutes in memory",
            "recordkit, in memory",
            "deflate of the body alone, isal level 1",
            4,
            floor=True,
            why="this floor is 0.015 ms a document; working out the tags in Jinja's sandbox takes most of the "
            "rest, copying and listing 16 parts 0.02 ms.",
        ),
        Match(
            "200 minutes in memory",
            "recordkit, in memory",
            "deflate of the body alone, zlib level 6",
            4,
            floor=True,
        ),
    ),
)
TABLE = Group(
    (Task("recordkit", "table_ours", OURS), Task("docxtpl", "table_docxtpl", PEERS)),
    (
        Match(
            "a table of 2,000 rows in Word",
            "recordkit",
            "docxtpl",
            10,
            why="each round compiles the template anew (as docxtpl does), which is more than half of it, and each "
            "of the 8,000 values passes the sandbox and the escape one by one.",
        ),
    ),
)
REGISTER = Group(
    (
        Task("recordkit", "register_ours", OURS),
        Task("XlsxWriter constant_memory", "register_xlsxwriter", PEERS),
        Task("rustpy-xlsxwriter", "register_rust", PEERS),
    ),
    (
        Match("register, 100,000 rows × 16", "recordkit", "XlsxWriter constant_memory", 7),
        Match("register, 100,000 rows × 16", "recordkit", "rustpy-xlsxwriter", None),
    ),
)
READING = Group(
    (
        Task("recordkit", "read_ours", OURS),
        Task("openpyxl read_only", "read_openpyxl", PEERS),
        Task("python-calamine in a child process", "read_calamine", PEERS),
    ),
    (
        Match("reading the register", "recordkit", "openpyxl read_only", 8),
        Match("reading the register", "recordkit", "python-calamine in a child process", 1.3, floor=True),
    ),
)
GROUPS = (WORD, TABLE, REGISTER, READING)


@dataclass(slots=True)
class Taken:
    """What a task took: seconds of every round, and by how many MB its process grew over its imports."""

    seconds: list[float]
    grown: float = 0.0

    @property
    def median(self) -> float:
        """Return the median of the rounds in seconds."""
        return statistics.median(self.seconds)


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made)
        prepare(folder)
        results = [(group, measured(group, folder, rounds)) for group in GROUPS]
        million = measured(Group((Task("recordkit", "million_ours", OURS),), ()), folder, 1)["recordkit"]
    words = report(results, million, rounds)
    REPORT.write_text(words, "utf-8")
    print(words)


def prepare(folder: Path) -> None:
    """Make the templates, the values for node, and the register that is read."""
    materials.make(folder)
    values = [minutes(number) for number in range(MINUTES)]
    (folder / "minutes.json").write_text(json.dumps(values), "utf-8")
    with running(Task("", "register_xlsxwriter", PEERS), folder):
        pass  # its warm-up writes the file
    [made] = folder.glob("*/register-xlsxwriter.xlsx")
    shutil.copy(made, folder / "register-read.xlsx")


def measured(group: Group, folder: Path, rounds: int) -> dict[str, Taken]:
    """Return what each task took; tasks that cannot run here are left out and named."""
    taken: dict[str, Taken] = {}
    with ExitStack() as stack:
        ready = [
            (task, stack.enter_context(running(task, folder))) for task in group.tasks if runs_here(task)
        ]
        for turn in range(rounds):
            for task, process in ready if turn % 2 == 0 else reversed(ready):
                answer = json.loads(asked(process, task))
                found = taken.setdefault(task.name, Taken([]))
                found.seconds.append(answer["seconds"])
                found.grown = max(found.grown, answer["grown"])
    return taken


def runs_here(task: Task) -> bool:
    """True if the program that runs the task is here."""
    if task.program == "node":
        return shutil.which("node") is not None and (NODE_MODULES / "docxtemplater").is_dir()
    return Path(task.program).exists()


@contextmanager
def running(task: Task, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start the task's process and wait until it is warm; end it afterwards."""
    command = (
        ["node", str(HERE / "tasks" / task.module), str(folder)]
        if task.program == "node"
        else [task.program, "-m", f"benchmarks.tasks.{task.module}", str(folder)]
    )
    environment = {**os.environ, "NODE_PATH": str(NODE_MODULES)}
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        env=environment,
    ) as process:
        if heard(process.stdout) != "ready":
            raise SystemExit(f"{task.module} did not start")
        yield process
        if process.stdin is not None:
            process.stdin.close()


def asked(process: subprocess.Popen[str], task: Task) -> str:
    """Return the answer to one round."""
    if process.stdin is None:
        raise AssertionError("a task is told its rounds")
    process.stdin.write("round\n")
    process.stdin.flush()
    answer = heard(process.stdout)
    if not answer:
        raise SystemExit(f"{task.module} fell silent")
    return answer


def heard(stream: IO[str] | None) -> str:
    """Return the next line that the process says."""
    return "" if stream is None else stream.readline().strip()


def report(results: Sequence[tuple[Group, dict[str, Taken]]], million: Taken, rounds: int) -> str:
    """Return the report as Markdown."""
    made = f"{datetime.now(UTC):%Y-%m-%d}"  # noqa: TID251 - a face reads the clock
    where = f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    lines = [
        "# Benchmarks",
        "",
        ABOUT.format(made=made, where=where, rounds=rounds),
        "",
        "| work | against | reach | found | |",
        "|---|---|---|---|---|",
    ]
    for group, taken in results:
        lines += [row(match, taken) for match in group.matches]
    reached = "reached" if million.grown < 40 else "**missed**"
    found = f"{million.grown:.0f} MB in {million.median:.0f} s"
    lines.append(f"| a million rows × 16 | memory over the imports | < 40 MB | {found} | {reached} |")
    for group, taken in results:
        lines += [why for match in group.matches for why in reason(match, taken)]
    lines += ["", "| task | median | from – to | memory over the imports |", "|---|---|---|---|"]
    for group, taken in results:
        for task in group.tasks:
            lines.append(detail(task, taken.get(task.name)))
    return "\n".join([*lines, ""])


def row(match: Match, taken: dict[str, Taken]) -> str:
    """Return the line of one ratio."""
    wanted = (
        "report it" if match.reach is None else f"at {'most' if match.floor else 'least'} {match.reach:g} ×"
    )
    if match.ours not in taken or match.peer not in taken:
        return f"| {match.work} | {match.peer} | {wanted} | not measured here | |"
    ratio, reached = found(match, taken)
    verdict = "" if match.reach is None else "reached" if reached else "**missed**"
    return f"| {match.work} | {match.peer} | {wanted} | {ratio:.1f} × | {verdict} |"


def found(match: Match, taken: dict[str, Taken]) -> tuple[float, bool]:
    """Return the ratio, and whether it is what was asked for."""
    ours, peer = taken[match.ours].median, taken[match.peer].median
    ratio = ours / peer if match.floor else peer / ours
    return ratio, match.reach is None or (ratio <= match.reach if match.floor else ratio >= match.reach)


def reason(match: Match, taken: dict[str, Taken]) -> Iterator[str]:
    """Yield why a ratio was missed, where it is known."""
    measured_here = match.ours in taken and match.peer in taken
    if match.why and measured_here and not found(match, taken)[1]:
        yield f"\n{match.work} against {match.peer}: {match.why}"


def detail(task: Task, taken: Taken | None) -> str:
    """Return the line of one task."""
    name = f"{task.module.removesuffix('.js')}: {task.name}"
    if taken is None:
        return f"| {name} | not measured here | | |"
    low, high = min(taken.seconds), max(taken.seconds)
    grown = f"{taken.grown:.0f} MB" if taken.grown else "–"
    return f"| {name} | {taken.median:.3f} s | {low:.3f} – {high:.3f} s | {grown} |"


if __name__ == "__main__":
    main()
