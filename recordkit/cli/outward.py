"""Where a command writes what a person asked for: anywhere but among recordkit's own files.

Law: no option overwrites the archive, the keys, the settings or the inbox's workings, nor a file of another kind.
"""

from pathlib import Path

from recordkit.actions.health import FOLDER as WATCH
from recordkit.errors import BadUsage
from recordkit.inbox.layout import STATE
from recordkit.office import Office
from recordkit.wording import Text

OWN = Text(
    "这是 recordkit 自己的文件或文件夹, 请另选位置",
    "That is a file or folder of recordkit's own: choose another place",
)
OWN_FILES = ("recordkit.toml", "people.toml")
A_FOLDER = Text("这是一个文件夹, 请写明文件名", "That is a folder: name a file in it")
NO_FOLDER = Text("没有这个文件夹, 请先建立", "There is no such folder: make it first")
NO_PLACE = Text("这不是文件夹", "That is no folder")
OTHER_KIND = Text(
    "这里已有另一种文件, 不会覆盖它; 文件名应以 {ending} 结尾",
    "A file of another kind is there and is not overwritten; the name should end in {ending}",
)


def out_file(office: Office, what: str, text: str, ending: str | None = None) -> Path:
    """Return the file that an option names, to be written or replaced; raises BadUsage where that would do harm.

    With an `ending` (.xlsx) no file that ends otherwise is replaced.
    """
    path = Path(text)
    if path.is_dir():
        raise BadUsage(what=what, value=text, remedy=A_FOLDER)
    if not path.parent.is_dir():
        raise BadUsage(what=what, value=text, remedy=NO_FOLDER)
    _demand_apart(office, what, path)
    if ending is not None and path.exists() and path.suffix.lower() != ending:
        shown = {"ending": ending}
        remedy = Text(OTHER_KIND.say("zh", shown), OTHER_KIND.say("en", shown))
        raise BadUsage(what=what, value=text, remedy=remedy)
    return path


def out_folder(office: Office, what: str, text: str) -> Path:
    """Return the folder that an option names, there or not; raises BadUsage where nothing may be written."""
    path = Path(text)
    if any(place.exists() and not place.is_dir() for place in (path, *path.parents)):
        raise BadUsage(what=what, value=text, remedy=NO_PLACE)
    _demand_apart(office, what, path)
    return path


def _demand_apart(office: Office, what: str, path: Path) -> None:
    root, place = office.root.resolve(), path.resolve()
    folders = [root / office.config.archive, office.secrets, root / WATCH]
    folders += [inbox / STATE for inbox in office.inboxes]
    if place in [root / name for name in OWN_FILES] or any(
        place.is_relative_to(folder.resolve()) for folder in folders
    ):
        raise BadUsage(what=what, value=str(path), remedy=OWN)
