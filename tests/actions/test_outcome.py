"""tests of recordkit.actions.outcome: one file's verdict as the command line's contract names it (COMMANDS)."""

from recordkit.actions.outcome import Outcome
from recordkit.domain.findings import Finding


def test_a_verdict_has_the_contracts_keys() -> None:
    plain = Outcome(
        "a.docx", "rejected", findings=[Finding("file_empty")], person="wang", returned="/x"
    ).plain("zh")
    assert set(plain) == {"input", "status", "name", "sha256", "findings"}
    assert plain["findings"] == [Finding("file_empty").plain("zh")]


def test_a_form_names_the_documents_that_it_became() -> None:
    assert Outcome("a.csv", "generated", documents=["/x/a.docx"]).plain("en")["documents"] == ["/x/a.docx"]
