"""What one build notes for the next, in `.backfile/`: plain values behind their digest, so that damage is noticed.

These files are this machine's own and never published. Without them a build only takes longer.
"""

from __future__ import annotations

import marshal
from pathlib import Path
from typing import Any

from backfile.digest import digest_bytes

STATE = ".backfile"


def load_note(path: Path, form: str) -> Any:  # noqa: ANN401 -- whoever asks knows what was noted in this form
    """The value that was noted, or None where there is none, it is damaged, or it was noted in another form."""
    try:
        seal, _, noted = path.read_bytes().partition(b"\n")
        return marshal.loads(noted) if seal == _seal(form, noted) else None  # noqa: S302 -- our own, and undamaged
    except (OSError, ValueError, EOFError, TypeError):
        return None


def save_note(path: Path, form: str, value: Any) -> None:  # noqa: ANN401 -- the type of what marshal takes is private
    """Note a value of tuples, lists, dictionaries, strings, bytes and numbers in a single step. Raises OSError."""
    noted = marshal.dumps(value)
    beside = path.with_suffix(".new")
    beside.write_bytes(b"%b\n%b" % (_seal(form, noted), noted))
    beside.replace(path)


def _seal(form: str, noted: bytes) -> bytes:
    return digest_bytes(form.encode() + noted).encode()
