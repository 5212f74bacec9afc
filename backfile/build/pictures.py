"""The images that pages show, looked at once: their sizes and digests are noted until the files look otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.util import find_spec
from operator import attrgetter
from pathlib import Path
from typing import Any

from backfile.archive.catalogue import Catalogue
from backfile.build.assets import Assets
from backfile.build.generator import generator
from backfile.build.notes import load_note, save_note
from backfile.build.tree import Look, look_of
from backfile.config import Site
from backfile.digest import digest_bytes, digest_value
from backfile.errors import Problem, Severity
from backfile.extras import missing
from backfile.images.facts import DamagedImageError, Facts, facts_of
from backfile.images.recipes import MOST_PIXELS, Picture
from backfile.site.gallery import Gallery, all_images, images_of
from backfile.site.image_fragments import ImageView
from backfile.site.theme import THEME

FONTS = THEME / "assets/fonts"
_FORM = "pictures 1"
_IMAGES = Path(__file__).resolve().parents[1] / "images"
_NAMES = tuple(each.name for each in fields(Facts))
_FACTS = attrgetter(*_NAMES)
_Row = tuple[Look, int, str, bool, tuple[Any, ...] | None]


@dataclass(slots=True, kw_only=True)  # it fills while images are looked at
class Pictures:
    """The images of a site as they were noted in a file, and as they are now; without the file nothing is noted."""

    note: Path | None = None
    problems: list[Problem] = field(default_factory=list)
    _known: dict[str, _Row] = field(default_factory=dict)
    _current: dict[str, _Row] = field(default_factory=dict)

    def of(self, site: Path, files: Mapping[str, str]) -> Iterator[tuple[str, Picture]]:
        """The images at some addresses in `static/`; each stands with the manuscript that shows it."""
        if files and self.note:
            self._known = load_note(self.note, _FORM + _own_digest()) or {}
        for src, shown_by in files.items():
            path = site / "static" / src
            with suppress(OSError):  # what became of it since the folder was looked at, whoever copies it will say
                look = look_of(path.stat())
                row = self._known.get(src)
                picture = _unpacked(src, row) if row and row[0] == look else _read(src, path)
                self._current[src] = (look, *_packed(picture))
                self.problems.extend(_faults(picture, shown_by))
                yield src, picture

    def save(self) -> None:
        """Note what was seen for the next time."""
        if self.note and self._current != self._known:
            with suppress(OSError):  # without this note the next build only takes longer
                save_note(self.note, _FORM + _own_digest(), self._current)


def _read(src: str, path: Path) -> Picture:
    data = path.read_bytes()
    facts, is_damaged = None, False
    try:
        facts = facts_of(data)
    except DamagedImageError:
        is_damaged = True
    digest = digest_bytes(data)
    return Picture(file=f"static/{src}", size=len(data), digest=digest, facts=facts, is_damaged=is_damaged)


def _packed(picture: Picture) -> tuple[int, str, bool, tuple[Any, ...] | None]:
    return picture.size, picture.digest, picture.is_damaged, _FACTS(picture.facts) if picture.facts else None


def _unpacked(src: str, row: _Row) -> Picture:
    _, size, digest, is_damaged, packed = row
    facts = Facts(**dict(zip(_NAMES, packed, strict=True))) if packed else None
    return Picture(file=f"static/{src}", size=size, digest=digest, facts=facts, is_damaged=is_damaged)


@cache
def _own_digest() -> str:
    """That of all that reads images and makes something of them."""
    return digest_value(tuple(digest_bytes(path.read_bytes()) for path in sorted(_IMAGES.glob("*.py"))))


def gallery_of(site: Path, settings: Site, catalogue: Catalogue, assets: Assets, pictures: Pictures) -> Gallery:
    """The images that pages show, and who makes what of them; what is wrong with them is left with the pictures."""
    shown = all_images(catalogue) if assets.statics else {}
    statics = {asset.permalink for asset in assets.statics}
    logo = settings.identity.logo
    files = {src: file for src, file in ({logo: "site.toml"} | shown).items() if src in statics}
    found = dict(pictures.of(site, files))
    seal = found[logo].facts if logo in found else None
    wants, maker, fonts = settings.images, "", ""
    if wants.are_made:
        maker = digest_value((_own_digest(), dict(generator()).get("pillow", "")))
        if not find_spec("PIL"):
            pictures.problems.append(_not_installed())
    if wants.cards:
        fonts = digest_value(tuple(digest_bytes(font.read_bytes()) for font in sorted(FONTS.glob("*.woff2"))))
    return Gallery(
        pictures={src: picture for src, picture in found.items() if src in shown},
        copier=maker if wants.renditions else "",
        drawer=digest_value((maker, fonts)) if wants.cards else "",
        are_credited=bool(found)
        and any(src in found for each in catalogue.published for src in images_of(each))
        and all(page.id != "images" for page in catalogue.pages),  # people may have a page of their own there
        logo=ImageView(width=seal.width, height=seal.height) if seal else None,
    )


def _not_installed() -> Problem:
    message = "[images] asks for what a package makes that is not installed"
    return Problem(file="site.toml", message=message, hint=missing("images"), key="images")


def _faults(picture: Picture, shown_by: str) -> Iterator[Problem]:
    facts = picture.facts
    if picture.is_damaged:
        yield damaged(picture.file, shown_by)
    elif facts is None:
        message = f"this is no image of a kind that browsers show for certain; {shown_by} shows it"
        yield _problem(picture, message, "save it as JPEG, PNG, WebP, AVIF, GIF or SVG", Severity.WARNING)
    elif picture.is_too_large:
        message = (
            f"the image has {facts.width}×{facts.height} pixels, too many to be opened, so it is published as it is"
        )
        hint = (
            f"save it with fewer; all pages are content with 2000 in width, and {MOST_PIXELS // 10**6} million in all"
        )
        yield _problem(picture, message, hint, Severity.WARNING)


def damaged(file: str, shown_by: str) -> Problem:
    """What is wrong with an image that breaks off or contradicts itself."""
    message = f"the image is damaged{f'; {shown_by} shows it' if shown_by else ''}"
    hint = "open it in a viewer: if it is whole there, save it anew; if not, put another copy in its place"
    return Problem(file=file, message=message, hint=hint, key="image")


def _problem(picture: Picture, message: str, hint: str, severity: Severity) -> Problem:
    return Problem(file=picture.file, message=message, hint=hint, severity=severity, key="image")
