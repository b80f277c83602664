"""What each kind of event is called, in the log and in the process data of a transfer."""

from typing import Final

from recordkit.domain.entry import Verb
from recordkit.wording import Text

VERBS: Final = {
    Verb.RESERVED: Text("取号", "reserved"),
    Verb.VOIDED: Text("作废", "voided"),
    Verb.FILED: Text("归档", "filed"),
    Verb.NOTED: Text("登记", "noted"),
    Verb.ASSIGNED: Text("定期间", "assigned"),
    Verb.WAIVED: Text("豁免", "waived"),
    Verb.NOTIFIED: Text("提醒", "notified"),
    Verb.OPENED: Text("起始编号", "opened"),
    Verb.WITHDRAWN: Text("撤回", "withdrawn"),
    Verb.READ: Text("查阅", "read"),
    Verb.REFUSED: Text("拒绝", "refused"),
    Verb.ENROLLED: Text("登记人员", "enrolled"),
    Verb.FOUNDED: Text("建档", "founded"),
}


def verb_words(verb: str) -> Text:
    """Return what an event says happened; a verb that this version does not know stands as the journal has it."""
    known = VERBS.get(verb)  # type: ignore[call-overload] # a Verb is its text
    return Text(verb, verb) if known is None else known
