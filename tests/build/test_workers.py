"""Worker processes: they go home without a word when the person at the keyboard has had enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from backfile.build.ledger import load_ledger
from tests.sites import SITE_TOML, manuscript, published, write

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

_BESIDE_A_THREAD = """
import sys
import threading
from pathlib import Path

from backfile.build.run import Options, build

if __name__ == "__main__":
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    for number, site in enumerate(sys.argv[1:], 1):
        build(Path(site), Options(workers=number))
"""


def test_processes_that_start_afresh_make_the_same_site(tmp_path: Path) -> None:
    """Beside a thread nothing is forked, as nothing is on Windows and macOS: workers get all they need as bytes."""
    files: dict[str, str | bytes] = {
        f"content/articles/{n}.md": manuscript(
            f"Number {n}", f"See [it]({n // 2}.md).", f"authors: [Author {n % 7}]\ntags: [tag {n % 5}]\ndate: 2019\n"
        )
        for n in range(210)
    }
    sites = [write(tmp_path / name, {"site.toml": SITE_TOML, **files}) for name in ("one", "two")]
    script = write(tmp_path, {"beside.py": _BESIDE_A_THREAD}) / "beside.py"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run([sys.executable, str(script), *map(str, sites)], env=environment, check=True)
    one, two = map(published, sites)
    assert one == two
    ledgers = [load_ledger(site / ".backfile" / "ledger").traces for site in sites]
    first, second = ({name: replace(trace, look=()) for name, trace in traces.items()} for traces in ledgers)
    assert first == second


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
