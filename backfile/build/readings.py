"""What was read from each seed when its manuscript was made or merged last: `content/readings/`, a file per article.

By it, and by nothing else, it can be told later what in a manuscript is a person's. It belongs into the repository: a
small file, in the order of the text, that git merges line by line. A build reads none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import takewhile
from pathlib import Path

from backfile.build.rest import READINGS
from backfile.build.seeds import sources_of, write_whole
from backfile.build.sources import Sources, is_inside
from backfile.digest import digest_bytes
from backfile.errors import EnvironmentFault, Problem
from backfile.manuscript.merging import Then, read_reading, written_reading

_ENDING = ".reading"
_LONGEST_NAME = 200  # bytes; file systems take 255, and names of web pages in Cyrillic come near


def keep_reading(site: Path, source: str, text: str) -> None:
    """Keep what was read as an article, by the manuscript that intake makes of it. Raises EnvironmentFault."""
    _refuse_elsewhere(site)
    if not is_kept(site, source, text):
        write_whole(site / _file(source), written_reading(text))


def is_kept(site: Path, source: str, text: str) -> bool:
    """Whether the very same was read before."""
    path = site / _file(source)
    return path.is_file() and path.read_bytes().replace(b"\r\n", b"\n") == written_reading(text).encode()


def has_reading(site: Path, source: str) -> bool:
    """Whether something was kept for this source."""
    return (site / _file(source)).is_file()


def number_held(site: Path, seed: str, places: Mapping[str, int]) -> int:
    """How many articles a seed held, by what was kept of them and by the last of the places that manuscripts name."""
    kept = sum(1 for _ in takewhile(partial(has_reading, site), sources_of(seed)))
    return max(kept, places.get(seed, 0))


def kept_reading(sources: Sources, source: str) -> Then | None:
    """What was read, or None where nothing was kept; what is wrong with it is left with the sources."""
    found = sources.single(_file(source))
    text = sources.text(found) if found else None
    if text is None:
        return None
    then, problems = read_reading(text.replace("\r\n", "\n"), _file(source))
    hint = "take back an earlier version of this file from your repository"
    sources.problems.extend(
        Problem(file=each.file, line=each.line, message=each.message, hint=hint, key="reading") for each in problems
    )
    return then


def rename_readings(site: Path, seed: str, name: str) -> None:
    """Keep what was read from a seed under its new name. Raises OSError."""
    for old, new in zip(sources_of(seed), sources_of(name), strict=False):
        if old == new or not has_reading(site, old) or has_reading(site, new):
            return
        move_reading(site, old, new)


def move_reading(site: Path, source: str, target: str) -> None:
    """Keep what was read as an article under another source, in the place of what was there. Raises OSError."""
    if source != target and has_reading(site, source):
        _refuse_elsewhere(site)
        (site / _file(target)).parent.mkdir(parents=True, exist_ok=True)
        (site / _file(source)).replace(site / _file(target))


def drop_reading(site: Path, source: str) -> None:
    """Forget what was read under a source that no article has any more. Raises OSError."""
    _refuse_elsewhere(site)
    (site / _file(source)).unlink(missing_ok=True)


def _file(source: str) -> str:
    folder, slash, name = source.rpartition("/")
    if len(name.encode()) > _LONGEST_NAME:
        name = f"{name.encode()[: _LONGEST_NAME // 2].decode(errors='ignore')}-{digest_bytes(source.encode())}"
    return f"{READINGS}/{folder}{slash}{name}{_ENDING}"


def _refuse_elsewhere(site: Path) -> None:
    folder = site / READINGS
    if not is_inside(site, folder):
        message = f"{folder} is a symbolic link that leads out of the site: nothing is written behind it"
        raise EnvironmentFault(Problem(message=message, hint="put a folder in its place", key="readings"))
