"""The files that are published as they are: those in `static/`, the style sheet, and what the style sheet refers to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from backfile.build.sources import Sources
from backfile.config import Identity
from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.site.colours import colour_rules
from backfile.site.pages import Asset
from backfile.site.theme import THEME

_FOLDER = "assets"
_STYLESHEET = f"{_FOLDER}/style.css"
_SCRIPT = "site.js"
_REFERENCE = re.compile(r'url\("([^":?#]+)"\)')
_DIGITS = 10
_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})


@frozen
class Assets:
    """What is published as it is. The theme's own files are named after their content, so hosts may keep them for ever.

    `script` makes pages a little more convenient where there is JavaScript; none needs it. `further` are the files that
    some pages need, by their names in the theme.
    """

    statics: tuple[Asset, ...]
    stylesheet: Asset
    script: Asset
    of_stylesheet: tuple[Asset, ...]
    further: Mapping[str, Asset]
    problems: tuple[Problem, ...]

    def fonts(self, language: str) -> tuple[str, ...]:
        """The addresses of the fonts that nearly every page in a language needs, to be asked for at once."""
        script = "cyrillic" if language.partition("-")[0] in _IN_CYRILLIC else "latin"
        wanted = (f"templates/{_FOLDER}/fonts/{script}{style}.woff2" for style in ("", "-bold"))
        places = {asset.source: asset.permalink for asset in self.of_stylesheet}
        return tuple(places[each] for each in wanted if each in places)

    @property
    def all(self) -> tuple[Asset, ...]:
        """All of them."""
        return (*self.statics, *self.of_stylesheet, self.stylesheet, self.script, *self.further.values())


def assets_of(sources: Sources, templates: Path, identity: Identity, further: Iterable[str] = ()) -> Assets:
    """The assets of a site; a file in its own folder `templates` takes the place of the theme's.

    `further` names files of the theme, by their paths in the folder of its assets.
    """
    statics = tuple(
        Asset(permalink=source.file.removeprefix("static/"), source=source.file, path=source.file)
        for source in sources.below("static")
    )
    text = _place_of(templates, _STYLESHEET).read_bytes().decode("utf-8", "surrogateescape")
    found = {name: _place_of(templates, f"{_FOLDER}/{name}") for name in _REFERENCE.findall(text)}
    files = {name: _named(name, path.read_bytes()) for name, path in found.items() if path.is_file()}
    published = _REFERENCE.sub(lambda match: _renamed(match, files), text) + colour_rules(identity.accent)
    return Assets(
        statics=statics,
        stylesheet=_named("style.css", published.encode("utf-8", "surrogateescape")),
        script=_named(_SCRIPT, _place_of(templates, f"{_FOLDER}/{_SCRIPT}").read_bytes()),
        of_stylesheet=tuple(files.values()),
        further={name: _named(name, _place_of(templates, f"{_FOLDER}/{name}").read_bytes()) for name in further},
        problems=(*_missing(text, files.keys()), *_lacking(identity, {asset.permalink for asset in statics})),
    )


def _place_of(templates: Path, name: str) -> Path:
    own = templates / name
    return own if own.is_file() else THEME / name


def _named(name: str, data: bytes) -> Asset:
    place = PurePosixPath(name)
    permalink = f"{_FOLDER}/{place.with_suffix('')}.{digest_bytes(data)[:_DIGITS]}{place.suffix}"
    return Asset(permalink=permalink, source=f"templates/{_FOLDER}/{name}", data=data)


def _renamed(match: re.Match[str], files: dict[str, Asset]) -> str:
    asset = files.get(match[1])
    return f'url("{asset.permalink.removeprefix(f"{_FOLDER}/")}")' if asset else match[0]


def _missing(text: str, found: Container[str]) -> Iterator[Problem]:
    for match in _REFERENCE.finditer(text):
        if match[1] not in found:
            yield Problem(
                file=f"templates/{_STYLESHEET}",
                line=text.count("\n", 0, match.start()) + 1,
                message=f"the style sheet refers to “{match[1]}”, and there is no such file in templates/{_FOLDER}/",
                hint="put the file there, or take the reference out",
            )


def _lacking(identity: Identity, statics: Container[str]) -> Iterator[Problem]:
    for key, name in (("logo", identity.logo), ("icon", identity.icon)):
        if name and name not in statics:
            yield Problem(
                file="site.toml",
                message=f"`{key}` names “{name}”, and there is no file static/{name}",
                hint="put the file there, or take the line out",
            )
