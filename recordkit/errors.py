"""What recordkit refuses: each refusal builds its own sentence and carries its exit code.

A fault in someone's data is a Finding (listed, never raised); a fault of our own crashes with its traceback.
"""

from typing import ClassVar

from recordkit.wording import Lang, Text


class RecordkitError(Exception):
    """A refusal: what is wrong, and what to do, in both languages."""

    exit_code: ClassVar[int] = 1
    wording: ClassVar[Text] = Text("无法完成", "this cannot be done")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, lang: Lang) -> str:
        """Return what is wrong and what to do, in `lang`."""
        return self.wording.say(lang, self.facts)


class UsageError(RecordkitError):
    """The command's words are off: exit code 2."""

    exit_code = 2


class BadUsage(UsageError):
    """An option or argument cannot be taken as it stands."""

    wording = Text("参数 {what} 不对: {value}。{remedy}", "{what} is not usable: {value}. {remedy}")


class NoOffice(UsageError):
    """No recordkit.toml here or in any folder above."""

    wording = Text(
        "在 {folder} 及其上级文件夹中找不到 recordkit.toml。请用 --office 指明单位文件夹, 或先运行 recordkit init。",
        "no recordkit.toml in {folder} or any folder above. Name the office with --office, or run `recordkit init`.",
    )


class OfficeExists(RecordkitError):
    """`init` was asked for a folder that already is an office or is not empty."""

    wording = Text(
        "{folder} 不是空文件夹。请选择一个新的或空的文件夹。",
        "{folder} is not empty. Choose a new or empty folder.",
    )


class BadConfig(RecordkitError):
    """recordkit.toml cannot be used; every fault is named."""

    exit_code = 2
    wording = Text("{file} 有误:\n{faults}", "{file} cannot be used:\n{faults}")


class BadType(RecordkitError):
    """A type.toml cannot be used; every fault is named."""

    exit_code = 2
    wording = Text("记录类型 {file} 有误:\n{faults}", "record type {file} cannot be used:\n{faults}")


class UnknownType(UsageError):
    """No record type bears that key or word."""

    wording = Text(
        "没有记录类型“{key}”。{suggestion}运行 recordkit types 查看全部类型。",
        "no record type {key!r}. {suggestion}Run `recordkit types` to see them all.",
    )


class TierRefused(RecordkitError):
    """The person's tier does not allow the act (R3)."""

    wording = Text(
        "{who}({tier})不能{act}: 需要{needed}及以上权限。",
        "{who} ({tier}) may not {act}: it needs {needed} or higher.",
    )


class NotListed(RecordkitError):
    """The operating system's user is not among the office's people."""

    wording = Text(
        "用户“{login}”不在本单位人员名单中。请总监运行: recordkit people add {login} --name 姓名 --tier 权限 --department 科室",
        "user {login!r} is not among the office's people. A director adds them: "
        "recordkit people add {login} --name NAME --tier TIER --department DEPARTMENT",
    )


class WrongPassword(RecordkitError):
    """`--as` needs that person's password, and it did not match."""

    wording = Text(
        "“{login}”的密码不对, 或尚未设置密码(总监可运行 recordkit people password {login})。",
        "the password of {login!r} is wrong or not set (a director sets it: recordkit people password {login}).",
    )


class ShortPassword(UsageError):
    """A password is shorter than is safe."""

    wording = Text(
        "密码太短: {count} 个字符, 至少 {least} 个。",
        "the password is too short: {count} characters, at least {least}.",
    )


class ReasonMissing(UsageError):
    """An act that stands in the journal for ever wants its reason."""

    wording = Text("请说明理由: 加上 --reason “理由”。", "say why: add --reason TEXT.")


class NoEntry(RecordkitError):
    """The archive has no entry of that name."""

    wording = Text(
        "档案中没有“{name}”。{suggestion}",
        "the archive has no entry {name!r}. {suggestion}",
    )


class NumberTaken(RecordkitError):
    """A number is held by someone else, already filed, or beyond the next free one."""

    wording = Text(
        "编号不可用: {name} {reason}。下一个可用编号是 {free}。",
        "number not free: {name} {reason}. The next free one is {free}.",
    )


class AlreadyFiled(RecordkitError):
    """The same name stands in the archive with other content, and this person may not replace it."""

    wording = Text(
        "{name} 已归档且内容不同。替换需主管以上权限: recordkit revise {name} 文件。",
        "{name} is filed already with other content. Replacing it needs a supervisor: recordkit revise {name} FILE.",
    )


class NotPossible(RecordkitError):
    """The act does not fit the record's life (a withdrawn entry noted, an unknown moment …)."""

    wording = Text("{what}", "{what}")


class FiledOnly(RecordkitError):
    """A type whose documents come from elsewhere was asked to make one."""

    wording = Text(
        "“{word}”只归档, 不由系统生成: 请把做好的文件按“{word}-日期”命名, 放进收件夹, 或用 recordkit file 归档。",
        "{word} is filed only, and none is made here: name the finished document {word}-DATE and put it into the inbox, "
        "or file it with `recordkit file`.",
    )


class ArchiveBusy(RecordkitError):
    """Another process holds the archive's lock for too long."""

    wording = Text(
        "档案正被另一个进程占用({seconds} 秒未释放)。请稍后再试。",
        "another process holds the archive ({seconds} s). Try again later.",
    )


class ArchiveDamaged(RecordkitError):
    """The journal or a stored file is not what it was: verify names the place."""

    wording = Text(
        "档案有损坏: {where}: {what}。请运行 recordkit verify, 不要手工修改。",
        "the archive is damaged: {where}: {what}. Run `recordkit verify`; do not edit by hand.",
    )


class OtherArchive(RecordkitError):
    """A file of witnessed heads is of another archive."""

    wording = Text(
        "{file} 是另一份档案({other})的链首, 本档案是 {archive}。请换用本档案的链首文件。",
        "{file} keeps the heads of another archive ({other}); this one is {archive}. Name the file that belongs to this archive.",
    )


class NotReadable(RecordkitError):
    """A file cannot be read as what it claims to be."""

    wording = Text("无法读取 {file}: {reason}。{remedy}", "cannot read {file}: {reason}. {remedy}")


class TooLarge(RecordkitError):
    """A file from outside is beyond a limit; it was not opened."""

    wording = Text(
        "{file} 超出限制: {what} {size} > {limit}。未打开。",
        "{file} is beyond a limit: {what} {size} > {limit}. It was not opened.",
    )


class BadTemplate(RecordkitError):
    """A template has faults; each is named with its place, and nothing is rendered."""

    wording = Text("模板 {file} 有误:\n{faults}", "template {file} has faults:\n{faults}")


class RenderFault(RecordkitError):
    """A template asked for something that the record does not have."""

    wording = Text("模板 {file} 无法填写: {what}", "template {file} cannot be filled: {what}")


class PurposeMissing(UsageError):
    """An unmasked copy was asked for without saying what for (R83, R6)."""

    wording = Text(
        "取得未脱敏内容须说明用途: 加上 --purpose “用途”。",
        "an unmasked copy needs its purpose: add --purpose TEXT.",
    )


class ChannelDown(RecordkitError):
    """A channel did not take a message; `retry`: it may do so soon, else somebody has to put something right first."""

    wording = Text("通道“{channel}”未能发出: {reason}", "channel {channel} did not send: {reason}")

    @property
    def reason(self) -> Text:
        """Return why, without any secret."""
        reason = self.facts["reason"]
        return reason if isinstance(reason, Text) else Text(str(reason), str(reason))

    @property
    def retry(self) -> bool:
        """True if it may work again by itself."""
        return bool(self.facts["retry"])

    @property
    def of_recipient(self) -> bool:
        """True if this recipient alone was refused: the channel takes other messages."""
        return bool(self.facts.get("recipient"))
