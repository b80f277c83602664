"""The program's door: `recordkit …` and `python -m recordkit …`."""

import os
import sys

from recordkit.cli.run import run


def main() -> None:
    """Run one command and leave with its exit code."""
    sys.exit(run(sys.argv[1:], os.environ))


if __name__ == "__main__":
    main()
