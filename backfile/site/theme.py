"""Where the theme lies that comes with Backfile."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the theme travels inside the package; in a checkout it is at the top of the tree, where people look for it.
THEME = next(
    (folder for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if folder.is_dir()), _PACKAGE
)
