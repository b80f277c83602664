"""`recordkit check NAME` against a bare typer command: whole processes, interleaved, as a ratio (reach: at most 1.3)."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = "import typer\napp = typer.Typer()\n@app.command()\ndef hello(name: str) -> None:\n    print(name)\napp()\n"
ROUNDS = 21


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, "utf-8")
        office = str(Path(folder) / "office")
        run = [sys.executable, "-m", "recordkit", "--office", office]
        subprocess.run(
            [sys.executable, "-m", "recordkit", "init", office, "--name", "示例市第一人民医院"],
            check=True,
            capture_output=True,
        )
        commands = {
            "bare typer": [sys.executable, str(bare), "x"],
            "check NAME": [*run, "check", "家访报告-2026-1118-001.docx"],
            "status": [*run, "status"],
            "--version": [sys.executable, "-m", "recordkit", "--version"],
        }
        taken = measure(commands)
    floor = statistics.median(taken["bare typer"])
    for name, seconds in taken.items():
        pairs = [mine / base for mine, base in zip(seconds, taken["bare typer"], strict=True)]
        middle = statistics.median(seconds)
        print(
            f"{name:12} median {middle * 1000:6.0f} ms   ratio {middle / floor:4.2f}   pairwise {statistics.median(pairs):4.2f}"
        )


def measure(commands: dict[str, list[str]]) -> dict[str, list[float]]:
    """Return the wall seconds of each command, run in turn, one warm-up round first."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(ROUNDS + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, check=False, capture_output=True)
            if turn:
                taken[name].append(time.perf_counter() - start)
    return taken


if __name__ == "__main__":
    main()
