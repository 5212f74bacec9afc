"""Set-up that needs nobody: the first run from a fresh clone makes its own `.venv` and goes on in it.

Only the standard library is used here, and by `lock`; and nothing that Python 3.8 could not read, so that an older
Python can at least say what is missing. What is installed is what the lock files name, each package with its digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from backfile.lock import exclusive

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "backfile-stamp"
LOG = VENV / "backfile-setup.log"
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first that installs into another Python's environment: `pip --python`
BROKEN_MACHINE = 3  # the exit code of backfile.errors.EnvironmentFault
INTERRUPTED = 130
UNFINISHED = "unfinished\n"
SECOND_TRY = "BACKFILE_SECOND_TRY"


class Need(NamedTuple):
    """A distribution, the module that shows that it is there, and the lowest version that will do."""

    name: str
    module: str
    lowest: tuple[int, ...]


# The same as in pyproject.toml; a test holds the two together.
NEEDED = (
    Need("jinja2", "jinja2", (3, 1, 4)),
    Need("mistune", "mistune", (3, 1)),
    Need("python-frontmatter", "frontmatter", (1, 1)),
    Need("pyyaml", "yaml", (6, 0, 1)),
    Need("watchdog", "watchdog", (4, 0)),
)
NEEDED_BY_TESTS = (
    *NEEDED,
    Need("feedparser", "feedparser", (6, 0, 11)),
    Need("html5lib", "html5lib", (1, 1)),
    Need("hypothesis", "hypothesis", (6, 100)),
    Need("playwright", "playwright", (1, 48)),
    Need("pytest", "pytest", (8, 2)),
    Need("pytest-xdist", "xdist", (3, 6)),
)


class SetupError(Exception):
    """The machine lacks something; the message is for the person in front of it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, in an environment that is made first if need be; the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        check_python(sys.version_info[:3])
        # A folder may be called "test", too: then more is installed than is needed, and nothing is lost.
        prepare(for_tests="test" in words, words=words)
    except (SetupError, OSError) as fault:
        say(f"error: {fault}" if isinstance(fault, SetupError) else f"error: setting up {VENV} failed: {fault}")
        return BROKEN_MACHINE
    except KeyboardInterrupt:
        say("interrupted while setting up; the next run does it again")
        return INTERRUPTED
    from backfile.cli import main as command_line  # importable only now that the environment is complete

    return command_line(words)


def check_python(version: tuple[int, ...]) -> None:
    """Refuse a Python that is too old, with the name of a better one if the machine has it."""
    if version >= OLDEST_PYTHON:
        return
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    better = next((name for name in names if runs(name)), "")
    advice = f"run: {better} build.py" if better else "install one, from your system's packages or from python.org"
    raise SetupError(f"Python 3.11 or newer is needed, and this is {'.'.join(map(str, version))}; {advice}")


def prepare(*, for_tests: bool, words: Sequence[str]) -> None:
    """Return if this Python has all that is needed; otherwise go on in `.venv`, and never come back."""
    needed = NEEDED_BY_TESTS if for_tests else NEEDED
    stamped, inside = venv_is_ready(for_tests=for_tests), in_venv()
    if inside and stamped and all(is_importable(need.module) for need in needed):
        os.environ.pop(SECOND_TRY, None)
        return
    stale = inside and STAMP.exists()
    if not stale and all_good_enough(needed):
        return
    if inside:
        leave_venv(words)
    if not stamped:
        set_up(for_tests=for_tests)
    go_on(str(VENV_PYTHON), words)


def in_venv() -> bool:
    """Whether this Python is the one in `.venv`."""
    return os.path.realpath(sys.prefix) == os.path.realpath(VENV)


def leave_venv(words: Sequence[str]) -> None:
    """Go back to the Python that `.venv` was made with, which can make it anew: nobody saws off his own branch."""
    if os.environ.get(SECOND_TRY):
        raise SetupError(f"{VENV} was set up and still lacks packages; {LOG} says why")
    os.environ[SECOND_TRY] = "1"
    if STAMP.exists():
        STAMP.write_text(UNFINISHED, "ascii")
    go_on(getattr(sys, "_base_executable", sys.executable), words)


def go_on(python: str, words: Sequence[str]) -> None:
    """Start the same command in another Python, in place of this one where the system can do that."""
    command = [python, str(ROOT / "build.py"), *words]
    if os.name == "nt":  # `exec` there gives the prompt back before the command has ended
        import subprocess  # as in `runs`

        raise SystemExit(subprocess.call(command))
    os.execv(python, command)  # noqa: S606 - no shell is wanted


def is_importable(module: str) -> bool:
    """Whether the module can be found; it is not imported."""
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False


def all_good_enough(needed: Sequence[Need]) -> bool:
    """Whether this very Python has every distribution in a version that will do."""
    if not all(is_importable(need.module) for need in needed):
        return False
    versions = installed_versions()
    return all(versions.get(need.name, ()) >= need.lowest for need in needed)


def installed_versions() -> dict[str, tuple[int, ...]]:
    """Distribution → version, by the names of the metadata folders on the path: much faster than to open them."""
    found: dict[str, tuple[int, ...]] = {}
    for folder in reversed(sys.path):  # the first on the path is the one that is imported
        with contextlib.suppress(OSError):
            found.update(named_versions([entry.name for entry in os.scandir(folder or ".")]))
    return found


def named_versions(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Distribution → version for names such as `Jinja2-3.1.6.dist-info` and Debian's `Jinja2-3.1.2.egg-info`."""
    shape = re.compile(r"(?P<name>.+?)-(?P<version>\d[^-]*)(-py[\d.]+)?\.(dist|egg)-info$")
    matches = filter(None, map(shape.match, names))
    return {re.sub(r"[-_.]+", "-", m["name"]).lower(): version_numbers(m["version"]) for m in matches}


def version_numbers(text: str) -> tuple[int, ...]:
    """The leading numbers of a version: (3, 1, 6) for "3.1.6"; what follows a release (rc, post) is left out."""
    return tuple(int(number) for number in re.match(r"[\d.]*", text)[0].split(".") if number)  # type: ignore[index]


def venv_is_ready(*, for_tests: bool) -> bool:
    """Whether `.venv` was set up to its end, from the lock files as they are now."""
    try:
        stamp = STAMP.read_text("ascii").split()
    except (OSError, ValueError):
        return False
    return VENV_PYTHON.exists() and all(digest(lock) in stamp for lock in lock_files(for_tests=for_tests))


def lock_files(*, for_tests: bool) -> list[Path]:
    """The lock files that must have been installed; that for tests holds the other one whole."""
    names = ["requirements.txt", "requirements-test.txt"] if for_tests else ["requirements.txt"]
    return [ROOT / name for name in names]


def digest(file: Path) -> str:
    """SHA-256 of a text file, the same whatever its line ends are."""
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def set_up(*, for_tests: bool) -> None:
    """Make `.venv` and install what the lock file names; whoever comes second waits, and finds it done."""
    with exclusive(ROOT / ".venv.lock", lambda: say("another run is setting up; waiting for it ...")) as held:
        if venv_is_ready(for_tests=for_tests):
            return
        say(f"setting up {VENV}: this is done once and takes a few seconds ...")
        if needs_making_anew(for_tests=for_tests):
            make_venv()
        STAMP.write_text(UNFINISHED, "ascii")
        locks = lock_files(for_tests=for_tests)
        install(locks[-1], held)
        half_written = STAMP.with_suffix(".new")
        half_written.write_text("".join(f"{digest(lock)}\n" for lock in locks), "ascii")
        half_written.replace(STAMP)


def needs_making_anew(*, for_tests: bool) -> bool:
    """False where packages can be added: to what `build` has set up for itself, or to a `.venv` that a person made."""
    if for_tests and venv_is_ready(for_tests=False):
        return False
    return STAMP.exists() or not runs(VENV_PYTHON)


def runs(python: Path | str) -> bool:
    """Whether there is a Python that starts and is new enough."""
    import subprocess  # a build that is set up starts no program, and need not wait for this

    test = f"import sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([str(python), "-c", test], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """An empty environment without pip: making one with pip takes most of the time, and Debian may not be able to."""
    from venv import EnvBuilder  # only the first run needs it

    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False).create(VENV)


def install(lock: Path, held: int) -> None:
    """Install a lock file; `held` is the lock's file descriptor, which the installer keeps should we be killed."""
    import subprocess  # as in `runs`

    options = ["--quiet", "--no-input", "--no-user", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)]
    kept = () if os.name == "nt" else (held,)
    with LOG.open("wb") as log:
        command = [*pip_command(), "install", *options]
        code = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, pass_fds=kept)
    if code:
        raise SetupError(reason_of_failure(LOG.read_text("utf-8", "replace")))


def pip_command() -> list[str]:
    """The words that start a pip which installs into `.venv`: this Python's own, or else one put into `.venv`."""
    import subprocess  # as in `runs`

    if is_importable("pip") and installed_versions().get("pip", OLDEST_PIP) >= OLDEST_PIP:
        return [sys.executable, "-P", "-m", "pip", "--python", str(VENV_PYTHON)]
    inside = [str(VENV_PYTHON), "-P", "-m"]
    if subprocess.run([*inside, "ensurepip"], check=False, capture_output=True).returncode == 0:
        return [*inside, "pip"]
    raise SetupError(
        f"pip is missing: {sys.executable} has neither pip 22.3 or newer nor ensurepip. Install it and run this again "
        "(Debian, Ubuntu: sudo apt install python3-pip; Fedora: sudo dnf install python3-pip)"
    )


def reason_of_failure(log: str) -> str:
    """What to tell a person when pip gave up, with pip's own last word."""
    last = next((line.strip() for line in reversed(log.splitlines()) if line.strip().startswith("ERROR")), "")
    if "No space left" in log:
        advice = "the disk is full. Make room"
    elif "DO NOT MATCH THE HASHES" in log:
        advice = "a package is not the one that was locked: do not install it by hand; tell the maintainers"
    else:
        advice = "is there a network, and may this machine reach a Python package index? When it does"
    return f"the packages cannot be installed: {advice}, and run the same command again.\n  pip: {last}\n  log: {LOG}"


def say(message: str) -> None:
    """One line for the person at the terminal, on standard error: standard output may be read by a program."""
    print(f"backfile: {message}", file=sys.stderr, flush=True)
