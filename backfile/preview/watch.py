"""Notices when someone edits the archive: the door of watchdog."""

from __future__ import annotations

import contextlib
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import Condition
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

# Everything else in the site's folder is made by builds or belongs to other programs.
WATCHED_FILES = ("site.toml",)
WATCHED_FOLDERS = ("content", "templates", "static", "seeds")
_NEVER = {".backfile", ".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"}
_TEMPORARY = re.compile(
    r"""
    [.]\#.* | \#.*\# | .*~ | ~\$.*                              # Emacs, many editors' backups, word processors
    | [.].*[.]sw[a-z]{1,2} | [.].*[.]sw | 4913 | 5036 | .*[.]un~   # Vim tries out numbers
    | .*___jb_(tmp|old)___ | .*[.](tmp|temp|bak|part|crdownload) | [.]goutputstream-.* | [.]~lock[.].*\#
    | [.]DS_Store | Thumbs[.]db | desktop[.]ini
    """,
    re.VERBOSE,
)
_CHANGES = {"created", "modified", "moved", "deleted", "closed"}
_QUIET = 0.05  # seconds without another event: an editor's "save" is several of them
_LONGEST_BURST = 2.0
_LOOK_UP = 0.5  # seconds between two looks at the keyboard: Windows does not interrupt a wait


class Watch:
    """Watches a site's folder while it is entered; `wait` gives the files that were touched."""

    def __init__(self, site: Path, say: Callable[[str], None]) -> None:
        self._site = site.resolve()
        self._say = say
        self._observer: BaseObserver = Observer()
        self._handler = _Handler(self.note)
        self._folders: dict[str, tuple[ObservedWatch, tuple[int, int]]] = {}
        self._touched: set[Path] = set()
        self._event = Condition()

    def __enter__(self) -> Self:
        try:
            self._begin()
        except OSError as fault:  # the system's number of watches is used up, or a network drive has none
            self._say(f"this system cannot report changes ({fault.strerror}), so the files are looked at every second")
            self._observer.unschedule_all()
            self._folders.clear()
            self._observer = PollingObserver(timeout=1)
            self._begin()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._observer.stop()
        self._observer.join(timeout=5)

    def _begin(self) -> None:
        self._observer.schedule(self._handler, str(self._site), recursive=False)
        self._follow_folders()
        self._observer.start()

    def wait(self) -> tuple[Path, ...]:
        """The files touched since the last call, in order, as soon as there are some and it has become quiet."""
        with self._event:
            while not self._touched:
                self._event.wait(_LOOK_UP)
        end = time.monotonic() + _LONGEST_BURST
        while self._is_busy() and time.monotonic() < end:
            pass
        with contextlib.suppress(OSError):  # gone again in the meantime: the next event brings us back here
            self._follow_folders()
        with self._event:
            touched, self._touched = self._touched, set()
        return tuple(sorted(touched))

    def note(self, file: Path) -> None:
        """Remember a file if it is one of the archive's."""
        if concerns_the_archive(file, self._site):
            with self._event:
                self._touched.add(file)
                self._event.notify_all()

    def _is_busy(self) -> bool:
        with self._event:
            return self._event.wait(_QUIET)

    def _follow_folders(self) -> None:
        """Watch folders that have appeared, or are new ones of the same name, and forget those that are gone."""
        for name in WATCHED_FOLDERS:
            identity = identity_of(self._site / name)
            watch, known = self._folders.get(name, (None, None))
            if watch and known != identity:
                self._observer.unschedule(watch)
                del self._folders[name]
            if identity and known != identity:
                scheduled = self._observer.schedule(self._handler, str(self._site / name), recursive=True)
                self._folders[name] = (scheduled, identity)


class _Handler(FileSystemEventHandler):
    """Passes on where something was changed; that a file was read is no news."""

    def __init__(self, note: Callable[[Path], None]) -> None:
        self._note = note

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self._note(Path(os.fsdecode(path)))


def concerns_the_archive(file: Path, site: Path) -> bool:
    """Whether a build could depend on the file: it is in a watched place and no editor's temporary file."""
    if not file.is_relative_to(site):
        return False
    names = file.relative_to(site).parts
    if not names or names[0] not in (*WATCHED_FILES, *WATCHED_FOLDERS):
        return False
    return _NEVER.isdisjoint(names) and not _TEMPORARY.fullmatch(names[-1])


def identity_of(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another one of the same name; None if there is no such folder."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if folder.is_dir() else None
