"""Why an address is as it is: what it is made from, why it was made last, and what the next build would do with it.

Nothing is written and nothing is rendered; of all pages, only the one that is asked for is composed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from backfile.build.edition import Edition, edition_from, records_of
from backfile.build.freshness import Freshness, freshness_of
from backfile.build.index import SOURCE
from backfile.build.ledger import load_ledger
from backfile.build.output import Output
from backfile.build.pasted import readings_of
from backfile.build.publish import ledger_file
from backfile.build.rest import OUTPUT, Survey, survey
from backfile.build.seeds import SEEDS
from backfile.build.workers import Workers
from backfile.errors import Problem, UsageError, refuse
from backfile.frozen import frozen
from backfile.site.addresses import WORDS, file_of
from backfile.site.pages import Asset, Page

_FOLDERS = ("content/", "static/", "templates/")
_NEAR = 3
_CUT_SHORT = "a build was cut short before it could note why"


@frozen
class Explanation:
    """What there is to say of one address.

    `kind` is `page`, `file` (published as it is) or `gone` (published, and no longer planned); `file` is where it is
    published; `source` is what it is made from, and `templates` are the files of its template. `made` says why it was
    made when it was made last, "" if it never was; `next` why the next build makes it anew, "" if it does not.
    `waits` says that there are seeds which the next build looks at before anything else.
    """

    address: str
    file: str
    kind: str
    source: str = ""
    template: str = ""
    templates: tuple[str, ...] = ()
    made: str = ""
    next: str = ""
    waits: bool = False
    problems: tuple[Problem, ...] = ()


def explain(site: Path, pasted: str, workers: Workers) -> Explanation:
    """The explanation of an address, in any form in which people paste one.

    Raises UsageError where nothing stands there, and ContentError where the site could not be built.
    """
    seen = survey(site)
    edition = edition_from(site, seen, records_of(site), workers)
    refuse(edition.problems)
    freshness = freshness_of(edition, load_ledger(ledger_file(site)), Output(site / OUTPUT, seen.output))
    return _Enquiry(site=site, seen=seen, edition=edition, freshness=freshness).answer(pasted)


@frozen
class _Enquiry:
    """A site as it is now, and as it was published, in which an address is looked up."""

    site: Path
    seen: Survey
    edition: Edition
    freshness: Freshness

    def answer(self, pasted: str) -> Explanation:
        known = self._known()
        readings = list(dict.fromkeys(readings_of(pasted, self.site, self.edition.settings.url)))
        address = next((known[each] for each in readings if each in known), None)
        if address is None:
            raise UsageError(self._unknown(pasted, readings, known))
        return self._explained(address)

    def _known(self) -> Mapping[str, str]:
        """Addresses by the files that they are made from, by their files in `output/`, and by themselves."""
        plan = self.edition.plan
        addresses = (*plan.pages, *plan.assets, *self.freshness.ledger.traces)
        planned: list[Page | Asset] = [*plan.pages.values(), *plan.assets.values()]
        made = {each.source: each.permalink for each in planned if each.source.startswith(_FOLDERS)}
        articles = self.edition.catalogue.articles
        seeds = {f"{SEEDS}/{each.source}": made[each.prose.file] for each in articles if each.source}
        files = {file_of(address): address for address in addresses}
        return {**seeds, **made, **files, **{address: address for address in addresses}}

    def _explained(self, address: str) -> Explanation:
        plan, trace = self.edition.plan, self.freshness.ledger.traces.get(address)
        told = Explanation(
            address=address,
            file=f"{OUTPUT}/{file_of(address)}",
            kind="gone",
            made=(trace.reason or _CUT_SHORT) if trace else "",
            waits=bool(self.seen.note) and self.seen.intake is None,
            problems=self.edition.problems,
        )
        if address in plan.pages:
            return self._of_page(told, plan.pages[address])
        if address in plan.assets:
            asset = plan.assets[address]
            reason = self.freshness.judge_asset(self.site, asset).reason
            return replace(told, kind="file", source=asset.source, next=reason)
        if address.startswith(WORDS) and self.edition.settings.search:
            # Which words changed shows only when those of the articles that changed are counted.
            reason = "" if self.seen.is_at_rest else "words of articles may have come or gone"
            return replace(told, kind="file", source=SOURCE, next=reason)
        return told

    def _of_page(self, told: Explanation, page: Page) -> Explanation:
        files, theme = self.edition.templates[page.template][1], self.edition.theme
        return replace(
            told,
            kind="page",
            source=page.source,
            template=page.template,
            templates=tuple(theme.place_of(name) for name, digest in files.items() if digest),
            next=self.freshness.judge(page).reason,
        )

    def _unknown(self, pasted: str, readings: Sequence[str], known: Mapping[str, str]) -> Problem:
        drafts = {each.prose.file for each in self.edition.catalogue.holdings.articles if each.draft}
        drafts |= {each.prose.file for each in self.edition.catalogue.holdings.pages if each.draft}
        if draft := next((each for each in readings if each in drafts), ""):
            hint = "take out `draft: true` to publish it"
            return Problem(file=draft, message="this is a draft, which no page is made from", hint=hint, key="draft")
        if stranger := next((each for each in readings if self.freshness.output.look_at(each)), ""):
            message = "this was not written by Backfile, and no build touches it"
            return Problem(file=f"{OUTPUT}/{stranger}", message=message, hint="it is yours", key="stranger")
        hint = _hint(readings, known)
        return Problem(message=f"there is no page or file at {pasted or '/'}", hint=hint, key="address")


def _hint(readings: Sequence[str], known: Mapping[str, str]) -> str:
    files = [name for name in known if name.startswith(_FOLDERS)]
    near = (get_close_matches(each, [*dict.fromkeys(known.values()), *files], n=_NEAR) for each in readings)
    found = next(filter(None, near), [])
    named = (each if each in files else f"/{each}" for each in found)
    return f"did you mean {' or '.join(named)}?" if found else "paste the address as the browser shows it: /volumes/1/"
