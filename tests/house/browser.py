"""A headless Chromium spoken to over a pipe (DevTools), as a keyboard or a screen reader meets a page."""

import json
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

COMMAND = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe")
IGNORED = {"none", "generic", "InlineTextBox", "StaticText"}


class Browser:
    """One page in a browser of its own."""

    def __init__(self, profile: Path) -> None:
        their_in, self._out = os.pipe()
        self._in, their_out = os.pipe()
        shell = f'exec 3<&{their_in} 4>&{their_out}; exec "$@"'
        self._process = subprocess.Popen(
            ["bash", "-c", shell, "-", *COMMAND, f"--user-data-dir={profile}"],
            pass_fds=(their_in, their_out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(their_in)
        os.close(their_out)
        self._reader, self._asked, self._session = os.fdopen(self._in, "rb"), 0, ""
        self._left = b""

    def __enter__(self) -> Self:
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Accessibility"):
            self._ask(f"{domain}.enable")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session = ""
        self._ask("Browser.close")
        self._process.wait(30)
        self._reader.close()
        os.close(self._out)

    def open(self, address: str) -> None:
        """Open a page anew and wait until it stands."""
        self._ask("Page.navigate", url="about:blank")
        self._event("Page.loadEventFired")
        self._ask("Page.navigate", url=address)
        self._event("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """Return what a piece of script says."""
        return self._ask("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def tab(self) -> str:
        """Press Tab, and return the name of what has the focus, as a screen reader says it."""
        key = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
        self._ask("Input.dispatchKeyEvent", type="keyDown", **key)
        self._ask("Input.dispatchKeyEvent", type="keyUp", **key)
        focus = self._ask("Runtime.evaluate", expression="document.activeElement")["result"]["objectId"]
        node = self._ask("Accessibility.getPartialAXTree", objectId=focus, fetchRelatives=False)["nodes"][0]
        return str(node.get("name", {}).get("value", ""))

    def press_enter(self) -> None:
        """Press Enter on what has the focus."""
        key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        self._ask("Input.dispatchKeyEvent", type="keyDown", **key)
        self._ask("Input.dispatchKeyEvent", type="keyUp", **key)

    def names(self) -> list[tuple[str, str]]:
        """Return role and name of everything that a screen reader meets."""
        nodes = self._ask("Accessibility.getFullAXTree")["nodes"]
        told = (
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node["ignored"]
        )
        return [(role, name) for role, name in told if role not in IGNORED]

    def _ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        said: dict[str, Any] = {"id": self._asked, "method": method, "params": params}
        if self._session:
            said["sessionId"] = self._session
        os.write(self._out, json.dumps(said).encode() + b"\0")
        while True:
            heard = self._hear()
            if heard.get("id") == self._asked:
                assert "error" not in heard, heard
                return heard["result"]

    def _event(self, name: str) -> None:
        while self._hear().get("method") != name:
            pass

    def _hear(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            piece = os.read(self._in, 1 << 16)
            assert piece, "the browser is gone"
            self._left += piece
        line, _, self._left = self._left.partition(b"\0")
        heard: dict[str, Any] = json.loads(line)
        return heard
