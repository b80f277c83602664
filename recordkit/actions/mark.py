"""Mark an input's bad cells: the annotated copy that goes back to whoever wrote it."""

from recordkit.actions.draft import Drafted
from recordkit.documents.excel.tidy import tidy_workbook
from recordkit.inbox.annotate import annotated
from recordkit.wording import Lang


def mark(drafted: Drafted, lang: Lang) -> bytes:
    """Return the input as a workbook, its findings listed and their cells coloured and commented."""
    copy = annotated(drafted.path, drafted.rtype, drafted.findings, lang)
    return tidy_workbook(copy, file=drafted.path.name)
