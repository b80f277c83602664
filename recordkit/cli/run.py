"""One place where an exception becomes words and an exit code: 0 done, 1 refused, 2 usage, 3 our fault, 130 interrupted."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from recordkit.cli.app import program
from recordkit.cli.call import Call
from recordkit.cli.faults import (
    BUG,
    INTERRUPTED,
    INTERRUPTED_WORDS,
    REFUSED,
    USAGE,
    UsageFault,
    bug_words,
    machine_words,
    usage_words,
)
from recordkit.cli.streams import err, survive
from recordkit.errors import RecordkitError


def run(argv: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run the command that `argv` names and return its exit code; what is refused is said on standard error."""
    survive()
    call = Call.begin(argv, environ)
    words = list(argv)
    return guarded(call, lambda: _worked(call, words))


def _worked(call: Call, words: list[str]) -> int | None:
    """Return the command's exit code, and let go of what it opened; where that fails, what was done is done all the same."""
    try:
        code: int | None = program().main(words, prog_name="recordkit", standalone_mode=False, obj=call)
    finally:
        with suppress(OSError):
            call.opened.close()
    return code


def guarded(call: Call, work: Callable[[], int | None]) -> int:
    """Return the exit code of `work`; what it raises is said in the call's language (law 7)."""
    try:
        code = work()
    except RecordkitError as refusal:
        err(refusal.sentence(call.lang).rstrip())
        return refusal.exit_code
    except UsageFault as fault:
        err(usage_words(fault, call.lang))
        return USAGE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - law 7: a face is where everything else becomes a traceback and exit 3
        return _other(fault, call)
    if code == INTERRUPTED:
        err(INTERRUPTED_WORDS.say(call.lang))
    return code or 0


def _other(fault: Exception, call: Call) -> int:
    words = machine_words(fault, call.lang) if isinstance(fault, OSError) else None
    err(words or bug_words(fault, call.lang))
    return REFUSED if words else BUG
