"""What renders pages: Backfile's own sources and the libraries it renders with. Another generator means other pages."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from backfile.digest import digest_bytes, digest_value

_LIBRARIES = ("jinja2", "markupsafe", "mistune")
_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def generator_digest() -> str:
    """The digest of Backfile's sources, of the versions of its libraries and of Python's."""
    sources = tuple(
        (str(path.relative_to(_PACKAGE).as_posix()), digest_bytes(path.read_bytes()))
        for path in sorted(_PACKAGE.rglob("*.py"))
    )
    libraries = tuple((name, version(name)) for name in _LIBRARIES)
    return digest_value((sources, libraries, tuple(sys.version_info[:2])))
