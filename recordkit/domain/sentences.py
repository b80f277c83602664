"""What each finding says, and what to do, in both languages: literal tables, code -> (message, suggestion)."""

from recordkit.domain.sentences_of_checks import CHECKS
from recordkit.domain.sentences_of_contents import CONTENTS
from recordkit.domain.sentences_of_names import NAMES
from recordkit.domain.sentences_of_transfers import TRANSFERS
from recordkit.domain.sentences_of_values import VALUES
from recordkit.wording import Text

SENTENCES: dict[str, tuple[Text, Text]] = {**VALUES, **CHECKS, **NAMES, **CONTENTS, **TRANSFERS}


def did_you_mean(nearest: str | None, listing: str = "") -> Text:
    """Return the words that offer the nearest known name, or nothing."""
    if nearest is None:
        return Text(listing, listing)
    return Text(f"是不是“{nearest}”? {listing}", f"Did you mean {nearest}? {listing}")
