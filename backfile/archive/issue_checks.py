"""What does not fit together between the register of issues, the people and the articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from backfile.archive.catalogue import Catalogue
from backfile.archive.people import People, name_key
from backfile.archive.serial import IssueEntry
from backfile.errors import Problem, Severity

FILE = "content/issues.toml"


def check_issues(catalogue: Catalogue) -> Iterator[Problem]:
    """The entries of issues that no article names, and the editors who are not known or take the page of another."""
    if not catalogue.holdings.issues:
        return
    named = {_label(issue.volume, issue.number) for issue in catalogue.all_issues}
    shown = {contributor.id: contributor.name.printed for contributor in catalogue.contributors}
    for entry in catalogue.holdings.issues:
        if (label := _label(entry.volume, entry.number)) not in named:
            near = get_close_matches(label, sorted(named), n=1)
            hint = f"did you mean {near[0]}?" if near else "it has no page until an article names it"
            yield _problem(entry, Severity.WARNING, f"[{entry.key}]: no published article is of {label}", hint)
        yield from _editors(entry, catalogue.holdings.people, shown)


def _editors(entry: IssueEntry, people: People, shown: Mapping[str, str]) -> Iterator[Problem]:
    for credit in entry.editors.credits:
        if credit.contributor and credit.contributor not in people.by_id:
            message = f"[{entry.key}]: there is no person [{credit.contributor}] in content/people.toml"
            yield _problem(entry, Severity.ERROR, message, "add the person there, or change the `id`")
            continue
        editor = people.behind(credit)
        other = shown.get(editor.id, editor.name.printed)
        if editor.line == 0 and name_key(other) != name_key(editor.name.printed):
            message = f"[{entry.key}]: “{editor.name.printed}” would be printed on the page of {other}"
            hint = "if they are one person, say so with `variants` in content/people.toml; if not, give each an entry"
            yield _problem(entry, Severity.ERROR, message, hint)


def _label(volume: str, number: str) -> str:
    return f"volume {volume}, issue {number}" if volume else f"issue {number}"


def _problem(entry: IssueEntry, severity: Severity, message: str, hint: str) -> Problem:
    return Problem(severity=severity, file=FILE, line=entry.line, message=message, hint=hint, key="issue")
