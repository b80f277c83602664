"""The two ways in which a file from outside is turned away: beyond a limit, or not what it claims to be."""

from recordkit.errors import NotReadable, TooLarge
from recordkit.wording import Text

SAVE_AGAIN = Text(
    "请用 Word、Excel 或 WPS 打开并另存后再试", "Open it in Word, Excel or WPS, save it again, and retry"
)


def beyond(file: str, what: Text, sizes: tuple[int, int]) -> TooLarge:
    """Return the refusal of a file whose `what` has `sizes` (found, allowed)."""
    size, limit = sizes
    return TooLarge(file=file, what=what, size=size, limit=limit)


def unreadable(file: str, reason: Text, remedy: Text = SAVE_AGAIN) -> NotReadable:
    """Return the refusal of a file that is broken for `reason`."""
    return NotReadable(file=file, reason=reason, remedy=remedy)
