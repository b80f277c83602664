"""Sizes as a person reads them: bytes, KB, MB, GB."""

UNITS = ("KB", "MB", "GB", "TB")


def said_bytes(count: int) -> str:
    """Return a number of bytes in words: 512 B, 1.5 MB (a KB is 1,024 bytes)."""
    if count < 1024:
        return f"{count} B"
    size = float(count)
    for unit in UNITS:
        size /= 1024
        if size < 1024 or unit == UNITS[-1]:
            break
    return f"{size:.1f} {unit}"
