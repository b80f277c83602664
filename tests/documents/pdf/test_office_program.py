"""LibreOffice as it is run: found, or refused with the line that installs it; a profile of its own; ended with all it started."""

import os
import select
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from recordkit.documents.pdf.office_program import FONTS, OfficeProgramMissing, convert, office_program
from tests.house.printing import blank_pdf, installed, missing

SOUND = blank_pdf()
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


def test_where_it_is_missing_the_line_that_installs_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing(tmp_path, monkeypatch)
    with pytest.raises(
        OfficeProgramMissing, match=r"apt-get install -y .*libreoffice-writer-nogui"
    ) as refused:
        convert([tmp_path / "a.docx"], tmp_path, seconds=10)
    assert "apt-get install" in refused.value.sentence("zh")
    assert refused.value.exit_code == 1


def test_its_other_name_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    press = installed(tmp_path, monkeypatch, sound=SOUND, name="libreoffice")
    monkeypatch.setenv("PATH", str(press.folder))
    assert office_program() == str(press.folder / "libreoffice")


def test_a_run_has_the_shipped_fonts_and_a_profile_that_is_its_own_and_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press = installed(tmp_path, monkeypatch, sound=SOUND)
    for _ in range(2):
        assert convert([tmp_path / "甲.docx"], tmp_path / "out", seconds=60)
    assert (tmp_path / "out" / "甲.pdf").read_bytes() == SOUND
    profiles = [call.partition("-env:UserInstallation=file://")[2].split()[0] for call in press.calls]
    assert len(set(profiles)) == 2
    assert not any(Path(profile).exists() for profile in profiles)
    assert all(call.startswith(f"{FONTS} --headless ") for call in press.calls)


def test_while_it_runs_somebody_may_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    installed(tmp_path, monkeypatch, "sleep 2", sound=SOUND)
    assert convert([tmp_path / "a.docx"], tmp_path / "out", seconds=60, watch=lambda: looks.append(1))
    assert looks


def test_its_passwords_stay_with_recordkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORDKIT_PASSWORD", "secret")
    installed(tmp_path, monkeypatch, f"env > '{tmp_path}/env'", sound=SOUND)
    convert([tmp_path / "a.docx"], tmp_path / "out", seconds=60)
    around = (tmp_path / "env").read_text("utf-8")
    assert "FONTCONFIG_FILE" in around
    assert "secret" not in around


@pytest.mark.full("soffice")
def test_a_document_fetches_nothing_from_the_network_or_from_other_files(tmp_path: Path) -> None:
    asked: list[str] = []
    secret = tmp_path / "secret.png"
    secret.write_bytes(PICTURE)
    with serving(asked) as address:
        linked = [
            _linked(tmp_path / f"{number}.docx", url)
            for number, url in enumerate([f"{address}/a.png", secret.as_uri()])
        ]
        assert convert(linked, tmp_path / "out", seconds=120)
    assert asked == []
    assert [_pictures(tmp_path / "out" / f"{path.stem}.pdf") for path in linked] == [0, 0]


def test_a_run_beyond_its_time_is_killed_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    reader = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    try:
        installed(tmp_path, monkeypatch, f"exec 9> '{alive}'", "sleep 120 & sleep 120", sound=SOUND)
        assert not convert([tmp_path / "a.docx"], tmp_path / "out", seconds=1.0)
        # Whoever still lived would hold the pipe open; its end is seen when the last one is gone.
        assert select.select([reader], [], [], 20.0)[0] == [reader]
        assert os.read(reader, 1) == b""
    finally:
        os.close(reader)


def test_the_fonts_that_stand_in_are_shipped_and_never_replace_one_that_is_there() -> None:
    root = etree.parse(FONTS).getroot()
    named = {alias.findtext("family"): alias for alias in root.iter("alias")}
    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"} <= named.keys()
    assert all(alias.find("prefer") is None for alias in named.values())


@pytest.mark.full("fc-match")
def test_each_font_of_the_documents_has_one_that_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS))
    matched = {font: _matched(font) for font in STAND_INS}
    assert matched == STAND_INS


STAND_INS = {
    "仿宋_GB2312": "AR PL SungtiL GB",
    "楷体_GB2312": "AR PL KaitiM GB",
    "黑体": "Noto Sans CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC",
}


@contextmanager
def serving(asked: list[str]) -> Iterator[str]:
    """Give the address of a server that notes what it is asked for."""

    class Noting(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            asked.append(self.rfile.readline().decode("latin-1"))
            self.close_connection = True

    with HTTPServer(("127.0.0.1", 0), Noting) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _linked(path: Path, url: str) -> Path:
    """Write a document whose picture lies elsewhere."""
    document = docx.Document()
    document.add_picture(BytesIO(PICTURE), width=914_400)
    [blip] = document.element.body.iter("{*}blip")
    del blip.attrib[qn("r:embed")]
    blip.set(qn("r:link"), document.part.rels.get_or_add_ext_rel(RELATIONSHIP_TYPE.IMAGE, url))
    document.save(str(path))
    return path


def _pictures(path: Path) -> int:
    return sum(len(page.images) for page in PdfReader(BytesIO(path.read_bytes())).pages)


def _matched(font: str) -> str:
    return subprocess.run(
        ["fc-match", "-f", "%{family[0]}", font], capture_output=True, text=True, check=True
    ).stdout
