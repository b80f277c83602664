"""`demo`: the main job told step by step, ending with what to open."""

from pathlib import Path

from tests.cli.conftest import Shell


def test_the_demo_tells_its_steps_and_leaves_a_sound_office(shell: Shell) -> None:
    ran = shell("demo", "d")
    assert (ran.code, ran.err) == (0, "")
    assert [step for step in "①②③④⑤⑥⑦⑧⑨" if step not in ran.out] == []
    assert str(Path("d").resolve() / "inbox" / "归档状态.html") in ran.out
    assert shell("--office", "d", "verify").code == 0
    assert shell("demo", "d").code == 1
