"""What keeps a plan from being carried out: two sources at one place, images and links that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from backfile.errors import Problem, Severity
from backfile.site.addresses import file_of
from backfile.site.desk import Desk
from backfile.site.gallery import images_of, told_of
from backfile.site.pages import Asset, Page
from backfile.site.typeset import broken_links, is_outward, link_fault

_OWN_FOLDERS = ("content/", "static/", "templates/")

# What Windows keeps for devices, whatever follows the dot, and the characters that none of its names may hold.
_DEVICE = re.compile(r"(con|prn|aux|nul|(?:com|lpt)[0-9¹²³]) *(?:\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')

_Claim = Page | Asset


def collisions(claims: Sequence[_Claim]) -> Iterator[Problem]:
    """The places that two sources claim, and the files that stand where a folder must be."""
    # Some hosts and disks take A and a for the same letter, and `x` cannot be a file where `x/` is a folder.
    places: dict[str, _Claim] = {}
    for claim in claims:
        other = places.setdefault(claim.permalink.casefold().removesuffix("index.html").rstrip("/"), claim)
        if other is not claim and not _lies_beside(claim, other):
            yield _collision(claim, other)
    yield from _files_in_the_way(claims, places)


def _lies_beside(claim: _Claim, other: _Claim) -> bool:
    """Whether both are files of one kind beside pages that share an address themselves, as is told of these."""
    if isinstance(claim, Asset) or isinstance(other, Asset) or file_of(claim.permalink) != claim.permalink:
        return False
    return claim.template == other.template


def _collision(claim: _Claim, other: _Claim) -> Problem:
    is_file = _file(claim) or _file(other)
    return Problem(
        file=_file(claim),
        message=f"two sources at one address, /{claim.permalink}: {other.source} and {claim.source}",
        hint="give one of them another `slug`, or another name" if is_file else "write the number the same way in both",
        key="address",
    )


def _files_in_the_way(claims: Sequence[_Claim], places: dict[str, _Claim]) -> Iterator[Problem]:
    files = {place: claim for place, claim in places.items() if place and file_of(claim.permalink).casefold() == place}
    told: set[str] = set()
    for claim in claims:
        folder = file_of(claim.permalink).casefold().rpartition("/")[0]
        while folder and folder not in told:
            told.add(folder)
            if folder in files:
                yield _in_the_way(files[folder], claim)
            folder = folder.rpartition("/")[0]


def _in_the_way(file: _Claim, below: _Claim) -> Problem:
    return Problem(
        file=_file(file) or _file(below),
        message=f"/{file.permalink} cannot be a file ({file.source}) and hold /{below.permalink} ({below.source})",
        hint="give the file in static/ another name",
        key="address",
    )


def _file(claim: _Claim) -> str:
    return claim.source if claim.source.startswith(_OWN_FOLDERS) else ""


def hostile_names(assets: Iterable[Asset]) -> Iterator[Problem]:
    """The files in `static/` whose names Windows refuses; the build of this system can publish them all the same."""
    for asset in assets:
        why = next(filter(None, map(_hostile, asset.path.split("/"))), "")
        if why:
            yield Problem(
                severity=Severity.WARNING,
                file=asset.source,
                message=f"on Windows {why}, so the file can neither be checked out nor served there",
                hint="give the file another name",
                key="name",
            )


def _hostile(name: str) -> str:
    if device := _DEVICE.match(name):
        return f"`{device[1]}` is the name of a device"
    if forbidden := _FORBIDDEN.search(name):
        return f"`{forbidden[0]}` may not stand in a name"
    return "a name may not end in a dot or a blank" if name.endswith((".", " ")) else ""


def dead_ends(desk: Desk) -> Iterator[Problem]:
    """The images, the links in the menus and those in biographies that lead nowhere."""
    yield from _missing_images(desk)
    yield from _idle_credits(desk)
    yield from _menu_links(desk)
    for contributor in desk.catalogue.contributors:
        for target in broken_links(contributor.biography):
            message, hint = f"[{contributor.id}]: {link_fault(target)}", "write the full address: https://…"
            yield Problem(file="content/people.toml", line=contributor.line, message=message, hint=hint, key="link")
    yield from _issue_faults(desk)


def _missing_images(desk: Desk) -> Iterator[Problem]:
    for article in sorted(desk.catalogue.articles, key=lambda each: each.prose.file):
        if article.figure and article.figure.src and article.figure.src not in desk.statics:
            yield Problem(
                file=article.prose.file,
                line=article.line_of("figure"),
                message=f"there is no image static/{article.figure.src}",
                hint="put it there, or change `src`",
                key="image",
            )


def _idle_credits(desk: Desk) -> Iterator[Problem]:
    for article in sorted(desk.catalogue.articles, key=lambda each: each.prose.file):
        shown = images_of(article) if article.images else {}
        for src in (src for src, _ in told_of(article) if src not in shown):
            yield Problem(
                severity=Severity.WARNING,
                file=article.prose.file,
                line=article.line_of("images"),
                message=f"`images` tells of {src}, which the text does not show, so nobody will read it",
                hint=f"write `src` as in the text: {', '.join(shown)}" if shown else "take it out, or show the image",
                key="image",
            )


def _issue_faults(desk: Desk) -> Iterator[Problem]:
    for issue in desk.catalogue.holdings.issues:
        for target in broken_links(issue.note):
            message, hint = f"[{issue.key}]: {link_fault(target)}", "write the full address: https://…"
            yield Problem(file="content/issues.toml", line=issue.line, message=message, hint=hint, key="link")
        if issue.cover and issue.cover.src not in desk.statics:
            message = f"[{issue.key}]: there is no image static/{issue.cover.src}"
            hint = "put it there, or change `src` of the cover"
            yield Problem(file="content/issues.toml", line=issue.line, message=message, hint=hint, key="image")


def _menu_links(desk: Desk) -> Iterator[Problem]:
    for link in chain(desk.settings.menu, desk.settings.footer or ()):
        # The templates take an address with a colon for one of another site.
        known = is_outward(link.address) if ":" in link.address else link.address.partition("#")[0] in desk.address_book
        if not known:
            message = f"“{link.label}” in the menus: {link_fault(link.address)}"
            hint = "it takes the address of a page, such as volumes/ or about/, or a full https:// address"
            yield Problem(file="site.toml", message=message, hint=hint, key="link")
