"""Worker processes: they go home without a word when the person at the keyboard has had enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import write

_ENDLESS = """
import time
from itertools import count

from backfile.build.workers import Workers


def work(batch):
    time.sleep(0.05)
    return list(batch)


if __name__ == "__main__":
    try:
        with Workers(2) as workers:
            for number in workers.do(work, count()):
                print(number, flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no process groups to send Ctrl-C to")
def test_ctrl_c_is_answered_once(tmp_path: Path) -> None:
    script = write(tmp_path, {"endless.py": _ENDLESS}) / "endless.py"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    process = subprocess.Popen(
        [sys.executable, str(script)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"0\n"
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert err == b""
    assert out.endswith(b"interrupted\n")
    assert process.returncode == 0
