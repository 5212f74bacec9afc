"""How to install the packages that read documents, said for the Python that runs."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

# Those of the extra `ingest` in pyproject.toml; a test holds the two together.
PACKAGES = ("defusedxml", "pypandoc-binary", "pypdf")
_LOCK = Path(__file__).resolve().parents[2] / "requirements-ingest.txt"


def missing() -> str:
    """The command that installs what the extra `ingest` names."""
    what = f"--require-hashes -r {_quoted(_LOCK)}" if _LOCK.is_file() else " ".join(PACKAGES)
    if find_spec("pip"):
        return f"run: {_quoted(sys.executable)} -m pip install {what}"
    # The `.venv` that the first run makes has no pip of its own.
    return f"run: python3 -m pip --python {_quoted(sys.executable)} install {what}"


def _quoted(path: Path | str) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
