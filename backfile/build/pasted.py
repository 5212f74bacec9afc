"""Addresses as people paste them: from a browser, a terminal, an editor or the folder of the site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from backfile.build.rest import OUTPUT
from backfile.errors import Problem, UsageError

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HERE = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 -- read, not listened at


def readings_of(pasted: str, site: Path, url: str) -> Iterator[str]:
    """The addresses and files below the site's folder that may be meant, the likeliest first.

    `url` is where the site is published, or "". Raises UsageError for the address of another site.
    """
    bare = _within(pasted.strip().strip("<>\"'"), url)
    for path in dict.fromkeys((bare, *_without_base(bare, url), *_from_folder(bare, site))):
        for written in (path, re.split(r"[?#]", path, maxsplit=1)[0]):
            for each in (written, unquote(written)):
                yield from _spelt(normalize("NFC", each))
                yield from _spelt(each)


def _spelt(path: str) -> Iterator[str]:
    bare = re.sub(r"^(\.?/)+", "", path)
    below = "" if bare == OUTPUT else bare.removeprefix(f"{OUTPUT}/")
    for each in (bare, below):
        yield each
        yield f"{each}/"
        if each == "index.html" or each.endswith("/index.html"):
            yield each.removesuffix("index.html")


def _within(pasted: str, url: str) -> str:
    """What is left of an address without its scheme and host."""
    home, there = _place(url), _place(pasted)
    if home and f"{there}/".startswith(home):
        return there[len(home) :]
    if not _SCHEME.match(pasted):
        return pasted
    if pasted.lower().startswith("file://"):
        return unquote(pasted[len("file://") :])
    if _host(pasted) in _HERE:
        return there.partition("/")[2]
    stated = f"its `url` in site.toml is {url}" if url else "site.toml states no `url`"
    message = f"{pasted} is not an address of this site: {stated}"
    raise UsageError(Problem(message=message, hint="paste what follows the host: /volumes/1/", key="address"))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets that do not close
        return ""


def _place(address: str) -> str:
    """Host and path, the host in small letters: the same for http and https."""
    host, slash, path = _SCHEME.sub("", address).partition("/")
    return f"{host.lower()}{slash}{path}"


def _without_base(path: str, url: str) -> Iterator[str]:
    base = urlsplit(url).path.strip("/")
    if base and f"{path.strip('/')}/".startswith(f"{base}/"):
        yield path.strip("/").removeprefix(base)


def _from_folder(path: str, site: Path) -> Iterator[str]:
    """A path on this machine as one from the site's folder, which may be a link, or hold one."""
    for place in (os.path.abspath, os.path.realpath):
        full, folder = Path(place(path)), place(site)
        if full.is_relative_to(folder):
            yield full.relative_to(folder).as_posix()
