"""A writer's place in .staging/: kept while it lives, cleared when it is dead, and never taken for another's."""

import multiprocessing
import os
import signal
from pathlib import Path

import pytest

from recordkit.archive.store.job import Job, abandoned, is_alive


def _work_and_be_killed(staging: Path) -> None:
    job = Job(staging)
    Path(job.temporary()).write_bytes(b"half")
    job.mark("records/家访报告/2026")
    job.mark("records/会议纪要/2026")
    os.kill(os.getpid(), signal.SIGKILL)


def killed(staging: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_work_and_be_killed, args=(staging,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def test_a_dead_job_says_where_it_published_and_is_cleared_away(tmp_path: Path) -> None:
    killed(tmp_path)
    (folder,) = tmp_path.iterdir()
    assert not is_alive(folder)
    assert sorted(abandoned(tmp_path)) == ["records/会议纪要/2026", "records/家访报告/2026"]
    assert list(tmp_path.iterdir()) == []
    assert list(abandoned(tmp_path)) == []


def test_where_it_published_is_remembered_until_that_is_dealt_with(tmp_path: Path) -> None:
    killed(tmp_path)
    broken_off = abandoned(tmp_path)
    assert next(broken_off)
    broken_off.close()
    assert len(list(abandoned(tmp_path))) == 2


def test_a_job_that_lives_is_left_alone(tmp_path: Path) -> None:
    job = Job(tmp_path)
    temporary = Path(job.temporary())
    temporary.write_bytes(b"half")
    job.mark("records/x")
    assert list(abandoned(tmp_path)) == []
    assert temporary.exists()
    assert job.folder is not None
    assert is_alive(job.folder)
    job.close()
    assert list(tmp_path.iterdir()) == []


def test_a_job_that_nobody_refers_to_any_more_is_cleared_away(tmp_path: Path) -> None:
    job = Job(tmp_path)
    Path(job.temporary()).write_bytes(b"half")
    del job
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_that_ends_does_not_end_the_job(tmp_path: Path) -> None:
    job = Job(tmp_path)
    temporary = Path(job.temporary())
    temporary.write_bytes(b"half")
    pid = os.fork()
    if pid == 0:
        job.close()
        os._exit(0)
    os.waitpid(pid, 0)
    assert temporary.exists()
    assert list(abandoned(tmp_path)) == []
    job.close()


def test_no_two_temporaries_are_the_same(tmp_path: Path) -> None:
    jobs = [Job(tmp_path), Job(tmp_path)]
    names = [job.temporary() for job in jobs for _ in range(3)]
    assert len(set(names)) == 6
    for job in jobs:
        job.close()
