"""The registers that people keep beside the manuscripts: `content/people.toml`, `issues.toml` and `tags.toml`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from backfile.archive.article import Figure
from backfile.archive.credits import Byline, Credit
from backfile.archive.names import Name
from backfile.archive.people import Contributor, People, name_key
from backfile.archive.serial import IssueEntry
from backfile.archive.vocabulary import Tag, Vocabulary, word_key
from backfile.errors import Problem
from backfile.kinds import SLUG
from backfile.manuscript.articles import credit_of, name_of
from backfile.manuscript.fields import PERSON, TAG
from backfile.manuscript.issue_fields import ISSUE
from backfile.schema import Mapping, Reader, Scalar, Table, Values
from backfile.toml import read_toml

PEOPLE = "content/people.toml"
TAGS = "content/tags.toml"
ISSUES = "content/issues.toml"
_EXAMPLES = {PEOPLE: "anna-berg", TAGS: "energy", ISSUES: "rivers"}


def read_people(text: str) -> tuple[People, tuple[Problem, ...]]:
    """The contributors that `content/people.toml` states, and what is wrong with it."""
    entries, problems = _entries(text, PEOPLE, PERSON)
    people = People(contributors=tuple(_contributor(key, values) for key, values in entries))
    return people, (*problems, *_nameless(people), *_namesakes(people))


def read_tags(text: str) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """The vocabulary that `content/tags.toml` states, and what is wrong with it."""
    entries, problems = _entries(text, TAGS, TAG)
    tags = tuple(
        Tag(slug=key.text, line=key.line, **cast("Any", values)) for key, values in entries if "label" in values
    )
    return Vocabulary(tags=tags), (*problems, *_double_words(tags), *_broken_hierarchy(tags))


def read_issues(text: str) -> tuple[tuple[IssueEntry, ...], tuple[Problem, ...]]:
    """What `content/issues.toml` says of issues, and what is wrong with it."""
    entries, problems = _entries(text, ISSUES, ISSUE)
    issues = tuple(_issue(key, values) for key, values in entries if "issue" in values)
    return issues, (*problems, *_nameless_editors(issues), *_double_issues(issues))


def _entries(text: str, file: str, table: Table) -> tuple[list[tuple[Scalar, Values]], list[Problem]]:
    root, problems = read_toml(text, file)
    reader = Reader(file, list(problems))
    entries: list[tuple[Scalar, Values]] = []
    for key, node in root.pairs:
        if not isinstance(node, Mapping):
            hint = f"an entry begins with its name in square brackets, as [{_EXAMPLES[file]}]"
            reader.problems.append(
                Problem(
                    file=file, line=key.line, message=f"`{key.text}` stands outside an entry", hint=hint, key="field"
                )
            )
            continue
        try:
            SLUG.read(key.text)
        except ValueError as error:
            reader.problems.append(Problem(file=file, line=key.line, message=f"[{key.text}]: {error}", key="field"))
        entries.append((key, reader.read(node, table)))
    return entries, reader.problems


def _contributor(key: Scalar, values: Values) -> Contributor:
    stated = cast("dict[str, Any]", values)
    beside = {name: stated[name] for name in ("variants", "orcid", "biography") if name in stated}
    name = name_of(stated)
    return Contributor(id=key.text, name=name if name.printed else stated.get("name", Name()), line=key.line, **beside)


def _issue(key: Scalar, values: Values) -> IssueEntry:
    stated = cast("dict[str, Any]", values)
    beside = {name: stated[name] for name in ("volume", "title", "date", "note") if name in stated}
    cover = stated.get("cover", {})
    return IssueEntry(
        key=key.text,
        number=stated["issue"],
        cover=Figure(**cover) if {"src", "alt"} <= cover.keys() else None,
        editors=Byline(credits=tuple(map(_editor, stated.get("editors", ())))),
        line=key.line,
        **beside,
    )


def _editor(stated: Name | dict[str, str]) -> Credit:
    return Credit(name=stated, role="editor") if isinstance(stated, Name) else credit_of({"role": "editor"} | stated)


def _nameless_editors(issues: tuple[IssueEntry, ...]) -> Iterator[Problem]:
    for issue in issues:
        if not all(credit.name.printed for credit in issue.editors.credits):
            message, hint = f"[{issue.key}]: an editor without a name", "state `family` (and `given`), or `literal`"
            yield Problem(file=ISSUES, line=issue.line, message=message, hint=hint, key="name")


def _double_issues(issues: tuple[IssueEntry, ...]) -> Iterator[Problem]:
    owners: dict[tuple[str, str], IssueEntry] = {}
    for issue in issues:
        other = owners.setdefault((issue.volume, issue.number), issue)
        if other is not issue:
            message, hint = f"[{issue.key}] and [{other.key}] are the same issue", "keep one of them"
            yield Problem(file=ISSUES, line=issue.line, message=message, hint=hint, key="issue")


def _nameless(people: People) -> Iterator[Problem]:
    for contributor in people.contributors:
        if not contributor.name.printed:
            message, hint = f"[{contributor.id}] has no name", 'add a line such as `name = "Anna van der Berg"`'
            yield Problem(file=PEOPLE, line=contributor.line, message=message, hint=hint, key="name")


def _namesakes(people: People) -> Iterator[Problem]:
    bearers: dict[str, Contributor] = {}
    for contributor in people.contributors:
        if not contributor.name.literal and not contributor.name.family:
            continue
        for name in dict.fromkeys(map(name_key, (contributor.name.printed, *contributor.variants))):
            other = bearers.setdefault(name, contributor)
            preferred = {name_key(contributor.name.printed), name_key(other.name.printed)}
            if other is not contributor and preferred != {name}:
                message = f"[{contributor.id}] and [{other.id}] share the name “{name}”"
                hint = (
                    "take it out of one of them; where both really bear it, state `id` under `authors` in the articles"
                )
                yield Problem(file=PEOPLE, line=contributor.line, message=message, hint=hint, key="namesakes")


def _double_words(tags: tuple[Tag, ...]) -> Iterator[Problem]:
    owners: dict[str, Tag] = {}
    for tag in tags:
        for word in dict.fromkeys(map(word_key, (tag.slug, tag.label, *tag.aliases))):
            other = owners.setdefault(word, tag)
            if other is not tag:
                message = f"“{word}” belongs to [{tag.slug}] and to [{other.slug}]"
                hint = "one word can stand for one tag only; take it out of one of them"
                yield Problem(file=TAGS, line=tag.line, message=message, hint=hint, key="tag")


def _broken_hierarchy(tags: tuple[Tag, ...]) -> Iterator[Problem]:
    broader = {tag.slug: tag.broader for tag in tags}
    for tag in tags:
        if tag.broader and tag.broader not in broader:
            message, hint = f"[{tag.slug}]: there is no tag [{tag.broader}]", "add it, or change `broader`"
            yield Problem(file=TAGS, line=tag.line, message=message, hint=hint, key="tag")
        elif tag.slug in _ancestors(tag.slug, broader):
            message, hint = f"[{tag.slug}] is broader than itself", "take out one `broader` of the circle"
            yield Problem(file=TAGS, line=tag.line, message=message, hint=hint, key="tag")


def _ancestors(slug: str, broader: dict[str, str]) -> set[str]:
    found: set[str] = set()
    while (slug := broader.get(slug, "")) and slug not in found:
        found.add(slug)
    return found
