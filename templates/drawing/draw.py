"""Draw every shipped template afresh: python templates/drawing/draw.py [KEY …].

The drawn files are the source of truth and may be edited in Word, WPS or Excel; this is how they were first made.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from templates.drawing import (  # noqa: E402 - the script's own folder is no package root
    complaint,
    complaint_register,
    home_visit,
    minutes,
    monthly_report,
    quarterly_report,
)

DRAWINGS = {
    "minutes": minutes.draw,
    "quarterly-report": quarterly_report.draw,
    "monthly-report": monthly_report.draw,
    "home-visit": home_visit.draw,
    "complaint": complaint.draw,
    "complaint-register": complaint_register.draw,
}


def main(keys: list[str]) -> None:
    """Draw the templates of those types, or of all."""
    for key in keys or list(DRAWINGS):
        DRAWINGS[key](ROOT / "templates" / key)
        print(f"drawn: templates/{key}")


if __name__ == "__main__":
    main(sys.argv[1:])
