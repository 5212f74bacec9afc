"""What makes pages: Backfile's own sources and the libraries it uses for it. Another generator means other pages."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from backfile.digest import digest_bytes, digest_value
from backfile.version import VERSION

# The modules and the names under which they are distributed.
_LIBRARIES = {
    "frontmatter": "python-frontmatter",
    "jinja2": "Jinja2",
    "markupsafe": "MarkupSafe",
    "mistune": "mistune",
    "yaml": "PyYAML",
}
_OPTIONAL = {"PIL": "pillow"}
_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def generator_digest() -> str:
    """The digest of all that makes pages."""
    return digest_value(generator())


def generator() -> tuple[tuple[str, str], ...]:
    """What makes pages, each part with its version: Backfile with the digest of its sources, its libraries, Python."""
    sources = tuple(
        (str(path.relative_to(_PACKAGE).as_posix()), digest_bytes(path.read_bytes()))
        for path in sorted(_PACKAGE.rglob("*.py"))
    )
    return (
        ("Backfile", f"{VERSION} ({digest_value(sources)})"),
        *((library, _version_of(module, library)) for module, library in _LIBRARIES.items()),
        *((library, _version_of(module, library)) for module, library in _OPTIONAL.items() if find_spec(module)),
        ("Python", ".".join(map(str, sys.version_info[:2]))),
    )


def _version_of(module: str, library: str) -> str:
    spec = find_spec(module)
    if spec and spec.origin:
        # The name of the metadata folder holds the version; importlib.metadata would take longer than a whole build.
        names = (path.name for path in Path(spec.origin).parent.parent.iterdir())
        start = f"{library.lower().replace('-', '_')}-"
        found = [name for name in names if name.lower().startswith(start) and name.endswith("-info")]
        if len(found) == 1:
            return found[0][len(start) :].rpartition(".")[0].partition("-py")[0]
    from importlib.metadata import version  # seldom needed, and slow

    return version(library)
