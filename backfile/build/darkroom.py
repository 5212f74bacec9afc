"""Copies of images and cards for sharing: made once by the workers, and kept under the digest of all they follow from.

What was made lies in `.backfile/images/`, so that a build which is killed, or refuses a page, loses none of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from backfile.build.errand import Errand
from backfile.build.freshness import Freshness
from backfile.build.notes import STATE, load_note, save_note
from backfile.build.pictures import FONTS, damaged
from backfile.build.press import changed
from backfile.build.workers import Workers
from backfile.digest import digest_bytes
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.images.facts import DamagedImageError
from backfile.images.recipes import Card, Recipe, Rendition
from backfile.site.pages import Asset
from backfile.site.plan import Plan

_FOLDER = f"{STATE}/images"
_FORM = "image 1"
_BATCH = 4  # a copy takes as long as a dozen pages


@frozen
class _Goods:
    """A recipe with the bytes of the image that it is made of; a card is made of none."""

    recipe: Recipe
    data: bytes = b""


_Made = bytes | Problem


@frozen
class _Maker:
    """Makes what recipes say, here or elsewhere."""

    site: Path

    def __call__(self, recipes: Sequence[Recipe]) -> list[_Made]:
        """What was made of some recipes, in their order, or what is wrong with the images."""
        return made([self._fetched(recipe) for recipe in recipes])

    def errand(self, recipes: Sequence[Recipe]) -> Errand[_Made]:
        """The same for a worker that sees no folder of ours."""
        return Errand(make=made, goods=[self._fetched(recipe) for recipe in recipes], keep=list)

    def _fetched(self, recipe: Recipe) -> _Goods | Problem:
        if isinstance(recipe, Card):
            return _Goods(recipe=recipe)
        with suppress(OSError):
            data = (self.site / recipe.file).read_bytes()
            if digest_bytes(data) == recipe.source:
                return _Goods(recipe=recipe, data=data)
        return changed(recipe.file)


def made(goods: Sequence[_Goods | Problem]) -> list[_Made]:
    """What is made of some goods, in their order; what is wrong stays as it is."""
    return [each if isinstance(each, Problem) else _made(each) for each in goods]


def _made(goods: _Goods) -> _Made:
    recipe = goods.recipe
    if isinstance(recipe, Rendition):
        from backfile.images.pillow import copy_of  # an extra, which most sites do without

        try:
            return copy_of(goods.data, recipe.width)
        except DamagedImageError:
            return damaged(recipe.file, "")
    from backfile.images.pillow_cards import card_of  # likewise

    return card_of(recipe, FONTS)


@dataclass(slots=True, kw_only=True)  # it fills while images are made
class Darkroom:
    """What a plan has made. `is_noted` says whether what was made before is used, and what is made now is kept."""

    site: Path
    plan: Plan
    freshness: Freshness
    is_noted: bool = True
    problems: list[Problem] = field(default_factory=list)

    def assets(self, workers: Workers) -> Iterator[Asset]:
        """All that is made, each with its bytes if it is not known to be there."""
        stale: list[Asset] = []
        for asset, recipe in self._planned():
            if not self.freshness.judge_asset(self.site, asset).reason:
                yield asset
            elif data := self._kept(recipe):
                yield replace(asset, data=data)
            else:
                stale.append(asset)
        if stale:
            yield from self._made_anew(stale, workers)

    def _planned(self) -> Iterator[tuple[Asset, Recipe]]:
        return ((asset, asset.recipe) for asset in self.plan.assets.values() if asset.recipe is not None)

    def _made_anew(self, stale: Sequence[Asset], workers: Workers) -> Iterator[Asset]:
        recipes = [asset.recipe for asset in stale if asset.recipe is not None]
        workers.stages.begin("imaging", len(stale))
        with Workers(workers.count, workers.stages, workers.cluster, batch=_BATCH, enough=2 * _BATCH) as team:
            for asset, recipe, data in zip(stale, recipes, team.do(_Maker(site=self.site), recipes), strict=True):
                workers.stages.done()
                if isinstance(data, Problem):
                    self._blame(data)
                else:
                    self._keep(recipe, data)
                    yield replace(asset, data=data)
        workers.stages.count("images", [len(stale)])

    def _blame(self, problem: Problem) -> None:
        if problem not in self.problems:  # each copy of an image finds the same
            self.problems.append(problem)

    def _place(self, recipe: Recipe) -> Path:
        return self.site / _FOLDER / recipe.key

    def _kept(self, recipe: Recipe) -> bytes | None:
        data = load_note(self._place(recipe), _FORM) if self.is_noted else None
        return data if isinstance(data, bytes) else None

    def _keep(self, recipe: Recipe, data: bytes) -> None:
        if self.is_noted:
            with suppress(OSError):  # without it the next build only takes longer
                self._place(recipe).parent.mkdir(parents=True, exist_ok=True)
                save_note(self._place(recipe), _FORM, data)

    def save(self) -> None:
        """Throw away what is planned no more, where the plan is whole."""
        if self.plan.is_whole:
            _discard(self.site / _FOLDER, (recipe.key for _, recipe in self._planned()))


def _discard(folder: Path, keys: Iterable[str]) -> None:
    with suppress(OSError):
        names = {path.name for path in folder.iterdir()}
        for name in names.difference(keys):
            (folder / name).unlink()
