"""An office that a service account founded, its people, a Samba server before it and the watcher behind it."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.faults.holdings import of_recordkit
from tests.faults.invariants import unsettled
from tests.share.clerks import Clerk
from tests.share.samba import CLERK, GROUP, HEAD, Samba, served
from tests.share.service import ACCOUNT, Watch, recordkit, service_python, watching

SHARED = 0o3775
"""Files get the group, and nobody removes another's: as the administrator's guide has it."""


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    """Give a folder that every account may pass through: pytest's own are for one."""
    folder = Path(mkdtemp(prefix="recordkit-share-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def founded(ground: Path) -> Path:
    """Found the office as the administrator's guide says."""
    if service_python() is None:
        pytest.skip("needs root, and a Python that every account can run")
    root = ground / "founded"
    root.mkdir()
    shutil.chown(root, ACCOUNT, ACCOUNT)
    recordkit(
        "init",
        str(root),
        "--name",
        "示例市第一人民医院",
        "--departments",
        "急诊科,骨科,儿科",
        "--language",
        "zh",
    )
    for login, name, tier in ((CLERK, "王芳", "staff"), (HEAD, "林知夏", "supervisor")):
        recordkit(
            "--office",
            str(root),
            "people",
            "add",
            login,
            "--name",
            name,
            "--tier",
            tier,
            "--department",
            "骨科",
        )
    root.chmod(0o751)
    for path in (root / "inbox", *(root / "inbox").rglob("*")):
        shutil.chown(path, group=GROUP)
    for folder in (root / "inbox", root / "inbox" / "填报"):
        folder.chmod(SHARED)
    return root


@pytest.fixture(scope="module")
def office(founded: Path, ground: Path) -> Iterator[Path]:
    """Give an office of the module's own, and see in the end that nothing in it is lost or left over."""
    root = Path(mkdtemp(prefix="office-", dir=ground))
    subprocess.run(["cp", "-a", f"{founded}/.", str(root)], check=True)
    yield root
    assert list(unsettled(of_recordkit(root, "inbox"), (), ())) == []
    subprocess.run(["chattr", "-R", "-i", str(root)], check=False, capture_output=True)
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def samba(office: Path, ground: Path) -> Iterator[Samba]:
    """Serve the office's inbox."""
    with served(ground / f"{office.name}-smb", office) as server:
        yield server


@pytest.fixture(scope="module")
def watch(office: Path, samba: Samba) -> Iterator[Watch]:
    """Give the watcher of that office: it runs as long as the module's tests do."""
    with watching(office) as watcher:
        yield watcher


@pytest.fixture(scope="module")
def names() -> Iterator[str]:
    """Give names that nobody used before: each of another day."""
    return (f"家访报告-{date(2023, 1, 1) + timedelta(days):%Y-%m%d}-001.docx" for days in range(300))


@pytest.fixture
def name(names: Iterator[str]) -> str:
    """Give a name that nobody used before."""
    return next(names)


@pytest.fixture
def clerk(samba: Samba) -> Iterator[Clerk]:
    """Give a clerk who has the share open."""
    with Clerk.at(samba, CLERK) as someone:
        yield someone


@pytest.fixture
def head(samba: Samba) -> Iterator[Clerk]:
    """Give the head of a department who has it open as well."""
    with Clerk.at(samba, HEAD) as someone:
        yield someone
