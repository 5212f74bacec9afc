from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from backfile import bootstrap

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = ("jinja2", "mistune", "frontmatter", "yaml", "watchdog")
LOCKS = ("requirements.txt", "requirements-test.txt")
# The Python beneath any virtual environment, and Debian's own, which refuses to be installed into (PEP 668).
BASE_PYTHON = str(getattr(sys, "_base_executable", sys.executable))
DEBIAN_PYTHON = "/usr/bin/python3"

# Stands in for the command line: says where it runs and that everything is there.
COMMAND_LINE = """
def main(argv=None):
    import json, sys, frontmatter, jinja2, mistune, watchdog, yaml
    print(json.dumps({"prefix": sys.prefix, "words": list(argv)}))
    return 0
"""

# Makes modules unfindable: libraries everywhere but in the clone's own `.venv`, the others everywhere.
HIDE = """
import os, sys
inside = sys.prefix.endswith(".venv") and "clone" in sys.prefix
for name in os.environ["HIDDEN"].split():
    everywhere = name.startswith("!")
    if everywhere or not inside:
        sys.modules[name.lstrip("!")] = None
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone, as far as set-up looks at it, in a folder with an awkward name."""
    folder = tmp_path / "clone, Архив für später"
    (folder / "backfile").mkdir(parents=True)
    for name in ("build.py", *LOCKS, "backfile/__init__.py", "backfile/bootstrap.py", "backfile/lock.py"):
        shutil.copy(ROOT / name, folder / name)
    (folder / "backfile/cli.py").write_text(COMMAND_LINE, "utf-8")
    (tmp_path / "hide").mkdir()
    (tmp_path / "hide/sitecustomize.py").write_text(HIDE, "utf-8")
    return folder


def start(
    clone: Path, *words: str, python: str = BASE_PYTHON, hidden: tuple[str, ...] = LIBRARIES, **settings: str
) -> subprocess.Popen[str]:
    environment = {
        **{name: value for name, value in os.environ.items() if name != bootstrap.SECOND_TRY},
        "PYTHONPATH": str(clone.parent / "hide"),
        "HIDDEN": " ".join(hidden),
        **settings,
    }
    return subprocess.Popen(
        [python, str(clone / "build.py"), *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    assert "Traceback" not in err, err
    return process.returncode, out, err


def went_well(result: tuple[int, str, str], clone: Path) -> str:
    """What was said on the way to a command that ran inside the clone's `.venv`."""
    code, out, err = result
    assert code == 0, err
    assert Path(json.loads(out)["prefix"]).resolve() == (clone / ".venv").resolve()
    return err


def is_new_enough(python: str) -> bool:
    return bootstrap.runs(python)


# -- for real --------------------------------------------------------------------------------------------------------


def test_a_first_run_sets_up_in_one_line_and_the_second_says_nothing(clone: Path) -> None:
    python = DEBIAN_PYTHON if is_new_enough(DEBIAN_PYTHON) else BASE_PYTHON
    hidden = (*LIBRARIES, "!ensurepip")
    said = went_well(finish(start(clone, "build", "-C", "mein Ort", python=python, hidden=hidden)), clone)
    assert re.fullmatch(r"backfile: setting up .* seconds \.\.\.\n", said)
    assert went_well(finish(start(clone, python=python, hidden=hidden)), clone) == ""

    # A new Debian takes away the Python that the environment was made from.
    for link in (clone / ".venv/bin").glob("python*"):
        link.unlink()
        link.symlink_to("/nowhere/python3.10")
    assert "setting up" in went_well(finish(start(clone, python=python, hidden=hidden)), clone)

    # An update of the project brings another lock file.
    with (clone / "requirements.txt").open("a", encoding="utf-8") as lock:
        lock.write("# another\n")
    assert "setting up" in went_well(finish(start(clone, python=python, hidden=hidden)), clone)

    # Someone has taken a package out: the Python inside cannot mend that, the one outside can.
    shutil.rmtree(next((clone / ".venv").glob("lib/python*/site-packages/mistune")))
    assert "setting up" in went_well(finish(start(clone, python=python, hidden=hidden)), clone)


def test_two_at_once_set_up_once(clone: Path) -> None:
    results = [finish(process) for process in [start(clone), start(clone)]]
    said = sorted(went_well(result, clone) for result in results)
    assert "waiting" in said[0]
    assert "setting up .venv" not in said[0]
    assert said[1].count("\n") == 1
    assert "once and takes" in said[1]


def test_a_set_up_that_was_killed_is_done_again(clone: Path) -> None:
    killed = start(clone)
    stamp = clone / ".venv/backfile-stamp"
    deadline = time.monotonic() + 60
    while not (stamp.exists() and stamp.stat().st_size) and time.monotonic() < deadline:  # it is there before its text
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)  # its pip lives on, and goes on writing
    killed.wait()
    assert stamp.read_text() == "unfinished\n"
    assert "setting up" in went_well(finish(start(clone)), clone)
    assert went_well(finish(start(clone)), clone) == ""
    for stream in (killed.stdout, killed.stderr):
        if stream:
            stream.close()


def test_a_venv_that_a_person_made_is_completed_and_not_emptied(clone: Path) -> None:
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", str(clone / ".venv")], check=True)
    (clone / ".venv/mine.txt").write_text("mine", "utf-8")
    went_well(finish(start(clone)), clone)
    assert (clone / ".venv/mine.txt").exists()
    (clone / ".venv/backfile-stamp").unlink()
    assert went_well(finish(start(clone, python=str(clone / ".venv/bin/python"))), clone) == ""


def test_without_pip_the_one_that_python_carries_is_used(clone: Path) -> None:
    if not bootstrap.is_importable("ensurepip"):
        pytest.skip("this Python has no ensurepip: Debian keeps it in python3-venv")
    said = went_well(finish(start(clone, hidden=(*LIBRARIES, "pip"))), clone)
    assert said.count("\n") == 1


def test_without_any_pip_it_says_what_to_install(clone: Path) -> None:
    code, out, err = finish(start(clone, hidden=(*LIBRARIES, "!pip", "!ensurepip")))
    assert (code, out) == (3, "")
    assert "pip is missing" in err
    assert "apt install python3-pip" in err


def test_without_a_network_it_says_so_and_mends_itself_later(clone: Path) -> None:
    code, out, err = finish(start(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull))
    assert (code, out) == (3, "")
    assert "is there a network" in err
    assert "run the same command again" in err
    assert "No matching distribution found" in err
    assert "setting up" in went_well(finish(start(clone)), clone)


def test_a_set_up_that_does_not_help_ends_instead_of_going_round(clone: Path) -> None:
    shutil.copy(clone / "requirements.txt", clone / "requirements-test.txt")
    code, _out, err = finish(start(clone, "test", hidden=(*LIBRARIES, "pytest")))
    assert code == 3
    assert "still lacks packages" in err


def test_it_runs_at_once_where_everything_is_there(clone: Path) -> None:
    code, out, err = finish(start(clone, "build", python=sys.executable, hidden=()))
    assert (code, err) == (0, "")
    assert json.loads(out)["words"] == ["build"]
    assert not (clone / ".venv").exists()


def test_a_folder_that_cannot_be_written_is_named(clone: Path) -> None:
    (clone / ".venv.lock").mkdir()
    code, _out, err = finish(start(clone))
    assert code == 3
    assert ".venv.lock" in err


# -- in parts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["build.py", "backfile/bootstrap.py", "backfile/lock.py"])
def test_an_older_python_can_read_it(name: str) -> None:
    ast.parse((ROOT / name).read_text("utf-8"), feature_version=(3, 8))


def test_an_older_python_is_told_kindly(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(bootstrap.SetupError, match=r"3\.11 or newer is needed, and this is 3\.9\.2; "):
        bootstrap.check_python((3, 9, 2))
    monkeypatch.setattr(bootstrap, "runs", lambda name: name == "python3.12")
    with pytest.raises(bootstrap.SetupError, match=r"run: python3\.12 build\.py"):
        bootstrap.check_python((3, 8, 0))
    bootstrap.check_python((3, 11, 0))


def test_metadata_folders_are_read() -> None:
    names = ["Jinja2-3.1.6.dist-info", "PyYAML-6.0.egg-info", "python_frontmatter-1.3.0.dist-info", "x", "six.py"]
    assert bootstrap.named_versions([*names, "Foo_Bar-2.0rc1-py3.11.egg-info"]) == {
        "jinja2": (3, 1, 6),
        "pyyaml": (6, 0),
        "python-frontmatter": (1, 3, 0),
        "foo-bar": (2, 0),
    }


def test_an_old_library_is_not_good_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.all_good_enough(bootstrap.NEEDED)
    present = bootstrap.installed_versions()
    monkeypatch.setattr(bootstrap, "installed_versions", lambda: {**present, "jinja2": (3, 0, 9)})
    assert not bootstrap.all_good_enough(bootstrap.NEEDED)


def test_a_lock_file_has_one_digest_whatever_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "unix").write_bytes(b"a\nb\n")
    (tmp_path / "windows").write_bytes(b"a\r\nb\r\n")
    assert bootstrap.digest(tmp_path / "unix") == bootstrap.digest(tmp_path / "windows")


def test_the_bounds_are_those_of_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    stated = {line.replace(">=", " ") for line in project["project"]["dependencies"]}
    assert {f"{need.name} {'.'.join(map(str, need.lowest))}" for need in bootstrap.NEEDED} == stated
    stated |= {line.replace(">=", " ") for line in project["dependency-groups"]["test"]}
    assert {f"{need.name} {'.'.join(map(str, need.lowest))}" for need in bootstrap.NEEDED_BY_TESTS} <= stated


def test_the_locks_have_digests_and_name_no_place() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        text = lock.read_text("utf-8")
        assert not re.search(r"://|(?<!no-emit-)(index-url|find-links)|(^|\s)/", text)
        pinned = re.findall(r"^\S+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^[a-z]", text, flags=re.MULTILINE))


def test_the_lock_for_tests_holds_the_other_ones_whole() -> None:
    run, cluster, ingest, tests = (
        set(re.findall(r"^[a-z]\S*==\S+", (ROOT / lock).read_text("utf-8"), flags=re.MULTILINE))
        for lock in ("requirements.txt", "requirements-cluster.txt", "requirements-ingest.txt", "requirements-test.txt")
    )
    assert run < ingest < tests
    assert run < cluster < tests
