"""What folders look like from outside: names, sizes and times, without opening a file.

A folder whose own look is the same holds the same names as before, so only its files are looked at again.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping

Look = tuple[int, ...]
"""Size, time of the last change of content, time of the last change of status; of a link, and of what it leads to.

No program can set back the time of the last change of status, as some do with that of the content.
"""

Folder = tuple[Look, dict[str, Look], tuple[str, ...], bool]
"""A folder: its own look, the files in it, the names of its folders, and whether all of it is plain.

Plain is what holds nothing but files and folders under printable names: no links, no devices.
"""

Tree = dict[str, Folder]
"""Folders by their paths, those in them included; a file that was asked for by name stands as a folder of no files."""


def look_of(facts: os.stat_result) -> Look:
    """What tells an untouched file from a changed one without reading it."""
    return facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def scan(site: str, names: Iterable[str], known: Mapping[str, Folder], passed_over: Collection[str] = ()) -> Tree:
    """The tree of some files and folders of a site. Raises OSError where one cannot be looked at.

    `known` is an earlier tree of the same; the paths in `passed_over` are left out.
    """
    tree: Tree = {}
    pending = [(name, os.path.join(site, name)) for name in names]  # noqa: PTH118 -- Path costs more than the call
    roots = len(pending)
    for name, path in pending:
        is_root, roots = roots > 0, roots - 1
        before = known.get(name)
        try:
            facts = os.stat(path)  # noqa: PTH116
        except FileNotFoundError:
            if is_root:
                continue
            raise
        look = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
        if before and before[0] == look:
            folder = _again(path, before)
        else:
            folder = _anew(path, look) if stat.S_ISDIR(facts.st_mode) else (look, {}, (), False)
        tree[name] = folder
        for each in folder[2]:
            below = f"{name}/{each}"
            if below not in passed_over:
                pending.append((below, f"{path}/{each}"))
    return tree


def youngest(tree: Tree, known: Mapping[str, Folder]) -> int:
    """The latest time (in nanoseconds) at which something changed that is not as it is known; 0 if nothing did."""
    changed = (folder for name, folder in tree.items() if known.get(name) != folder)
    return max((max(look[1:3]) for folder in changed for look in (folder[0], *folder[1].values())), default=0)


def renew(site: str, tree: Tree, touched: Iterable[str]) -> Tree:
    """The tree after something was done in the folders at the touched paths. Raises OSError."""
    renewed = dict(tree)
    for name in touched:
        path = os.path.join(site, name)  # noqa: PTH118
        try:
            facts = os.stat(path)  # noqa: PTH116
        except (FileNotFoundError, NotADirectoryError):
            renewed.pop(name, None)
            continue
        if stat.S_ISDIR(facts.st_mode):
            renewed[name] = _anew(path, look_of(facts))
        else:
            renewed.pop(name, None)
    return renewed


def _again(path: str, before: Folder) -> Folder:
    look, files, folders, is_plain = before
    lstat = os.lstat
    now: dict[str, Look] = {}
    for name, was in files.items():
        facts = lstat(f"{path}/{name}")
        seen = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
        now[name] = was if seen == was else seen if len(was) == len(seen) else _link(f"{path}/{name}", seen)
    return look, now, folders, is_plain


def _anew(path: str, look: Look) -> Folder:
    files: dict[str, Look] = {}
    folders: list[str] = []
    is_plain = True
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
                continue
            facts = entry.stat(follow_symlinks=False)
            seen = look_of(facts)
            is_link = entry.is_symlink()
            is_plain = is_plain and stat.S_ISREG(facts.st_mode)
            files[entry.name] = _link(entry.path, seen) if is_link else seen
    return look, files, tuple(folders), is_plain and "".join((*files, *folders)).isprintable()


def _link(path: str, look: Look) -> Look:
    try:
        return (*look, *look_of(os.stat(path)))  # noqa: PTH116
    except OSError:
        return (*look, 0, 0, 0)
