"""How to install what only some sites need, said for the Python that runs."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

# As in pyproject.toml; a test holds the two together. Each extra is locked, with digests, in a file of its own.
PACKAGES = {
    "cluster": ("distributed",),
    "images": ("pillow",),
    "ingest": ("defusedxml", "pypandoc-binary", "pypdf"),
}
_ROOT = Path(__file__).resolve().parents[1]


def missing(extra: str) -> str:
    """The command that installs what an extra names."""
    lock = _ROOT / f"requirements-{extra}.txt"
    what = f"--require-hashes -r {_quoted(lock)}" if lock.is_file() else " ".join(PACKAGES[extra])
    if find_spec("pip"):
        return f"run: {_quoted(sys.executable)} -m pip install {what}"
    # The `.venv` that the first run makes has no pip of its own.
    return f"run: python3 -m pip --python {_quoted(sys.executable)} install {what}"


def _quoted(path: Path | str) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
