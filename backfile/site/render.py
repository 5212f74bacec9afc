"""Views to bytes through templates: the door of Jinja.

A template is looked for in the site's own `templates/` first and then in the theme that comes with Backfile; under
`default/` (`{% extends "default/article.html" %}`) it is always the theme's, so that a site can change a single block.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import quote

from jinja2 import (
    Environment,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from markupsafe import Markup

from backfile.digest import digest_bytes, digest_value
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.site.citations.record import RecordView
from backfile.site.fragments import BodyView, LinkedDataView, ShortProseView
from backfile.site.render_records import Cited
from backfile.site.render_sources import Reference, environment_of, names_of, references_in
from backfile.site.theme import THEME
from backfile.site.typeset import Images, link_fault, typeset, typeset_short
from backfile.site.words import NO_WORDS, Words


@frozen
class Job:
    """A page to be rendered, complete in itself: its address, template and view, and the Markdown of its body.

    `line` is where the body begins in its manuscript; it is no part of the view, as no page shows it.
    """

    permalink: str
    template: str
    view: object
    markdown: str = ""
    line: int = 1


@frozen
class Rendered:
    """A page as bytes, or the problems that kept it from being rendered."""

    permalink: str
    data: bytes
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)  # it has one folder, and keeps what it compiled
class Theme:
    """The templates of a site, and the words that they say; `folder` is its own `templates/`, which need not exist."""

    folder: Path
    words: Words = NO_WORDS

    @cached_property
    def _environment(self) -> Environment:
        return environment_of(self.folder, self.words.texts)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(self._environment.list_templates())

    def digest_of(self, name: str) -> str:
        """The digest of a template with all it refers to; it must have passed `check`."""
        return digest_value(tuple(sorted(self.files_of(name).items())))

    def files_of(self, name: str) -> Mapping[str, str]:
        """The digests of a template and of all it refers to, by name; "" for what is not there."""
        closure: dict[str, str | None] = {}
        self._gather(name, closure)
        digests = {each: "" if text is None else digest_bytes(text.encode()) for each, text in closure.items()}
        return digests | {f"words/{self.words.language}.toml": digest_value(self.words)}

    def _gather(self, name: str, closure: dict[str, str | None]) -> None:
        if name in closure:
            return
        # What is not there counts as well: a page may change when it comes.
        closure[name] = self._text(name)
        for reference in self._references(name):
            # A name that is only known while rendering may be any text, whatever its ending.
            for each in (*reference.names, *(self._texts if reference.is_open else ())):
                self._gather(each, closure)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(name for name in self._names if self._text(name) is not None)

    def _text(self, name: str) -> str | None:
        try:
            return self._source(name)
        except (TemplateNotFound, UnicodeDecodeError, OSError):
            return None

    def _references(self, name: str) -> tuple[Reference, ...]:
        try:
            return self._parsed(name)
        except (TemplateError, UnicodeDecodeError, OSError):
            return ()

    def check(self, names: Iterable[str]) -> tuple[Problem, ...]:
        """What is wrong with these templates and those that they refer to, found without rendering."""
        seen: set[str] = set()
        return tuple(problem for name in names for problem in self._faults(name, seen))

    def _faults(self, name: str, seen: set[str]) -> Iterator[Problem]:
        if name in seen:
            return
        seen.add(name)
        if (self.folder / name).is_dir():
            message, hint = "this is a folder, where a template should be", "rename the folder"
            yield Problem(file=f"templates/{name}", message=message, hint=hint, key="file")
        try:
            references = self._parsed(name)
        except (TemplateError, UnicodeDecodeError, OSError) as error:
            yield self.problem_of(error, name)
            return
        for reference in references:
            there = [each for each in reference.names if self._is_there(each)]
            for each in there:
                yield from self._faults(each, seen)
            if reference.names and not (there or reference.is_open or reference.is_optional):
                yield self._missing_from(name, reference)

    def _is_there(self, name: str) -> bool:
        try:
            self._source(name)
        except TemplateNotFound:
            return False
        except (UnicodeDecodeError, OSError):
            return True
        return True

    def _source(self, name: str) -> str:
        if name not in self._sources:
            loader = self._environment.loader
            if loader is None:
                raise TemplateNotFound(name)
            self._sources[name] = loader.get_source(self._environment, name)[0]
        return self._sources[name]

    def _parsed(self, name: str) -> tuple[Reference, ...]:
        """What a template refers to."""
        if name not in self._known:
            tree = self._environment.parse(self._source(name), name, self.place_of(name))
            self._known[name] = tuple(references_in(tree))
        return self._known[name]

    @cached_property
    def _sources(self) -> dict[str, str]:
        return {}

    @cached_property
    def _known(self) -> dict[str, tuple[Reference, ...]]:
        return {}

    def _missing_from(self, name: str, reference: Reference) -> Problem:
        near = get_close_matches(reference.names[0], self._names, n=1)
        return Problem(
            file=self.place_of(name),
            line=reference.line,
            message=f"there is no template {_either(reference.names)}",
            hint=f"did you mean `{near[0]}`?" if near else "add it to templates/, or change the name",
            key="template-missing",
        )

    def place_of(self, name: str) -> str:
        """The file of a template as it is named to people."""
        return f"templates/{name}" if (self.folder / name).is_file() else f"(theme) {name.removeprefix('default/')}"

    def problem_of(self, error: Exception, name: str, view: object = None) -> Problem:
        """What went wrong with a template, with its file and line."""
        if isinstance(error, TemplateSyntaxError):
            place = self.place_of(error.name or name)
            return Problem(file=place, line=error.lineno, message=str(error.message), hint="", key="template-syntax")
        if isinstance(error, TemplateNotFound):
            absent = error.templates if isinstance(error, TemplatesNotFound) else [str(error)]
            message = f"there is no template {_either(absent)}"
            return Problem(file=self.place_of(name), message=message, key="template-missing")
        if isinstance(error, UnicodeDecodeError):
            return Problem(file=self.place_of(name), message="the file is not UTF-8 text", key="template-syntax")
        if isinstance(error, RecursionError):
            message = "the template extends or includes itself without end"
            hint = f'to build on the one that comes with Backfile, write {{% extends "default/{name}" %}}'
            return Problem(file=self.place_of(name), message=message, hint=hint, key="template")
        file, line = self._place_in_traceback(error, name)
        message, _, hint = (str(error) or type(error).__name__).partition("\n")
        if isinstance(error, UndefinedError) and not hint:
            hint = f"this page has {', '.join(names_of(view))}"
        return Problem(file=file, line=line, message=message, hint=hint, key="template")

    def _place_in_traceback(self, error: Exception, name: str) -> tuple[str, int]:
        import traceback  # only for a template that fails

        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            for folder in (self.folder, THEME):
                if Path(frame.filename).is_relative_to(folder):
                    return self.place_of(str(Path(frame.filename).relative_to(folder).as_posix())), frame.lineno or 0
        return self.place_of(name), 0

    def __reduce__(self) -> tuple[Callable[[Path, Words], Theme], tuple[Path, Words]]:
        """Folder and words: each process compiles the templates for itself, and keeps them for the next batch."""
        return _theme_of, (self.folder, self.words)

    def render(self, job: Job) -> Rendered:
        """The page of a job, or what is wrong with its template or its links."""
        variables, problems = _variables(job)
        try:
            text = self._template(job.template).render(variables)
        except Exception as error:  # noqa: BLE001 -- a template can fail in any way that Python can
            return Rendered(
                permalink=job.permalink, data=b"", problems=(self.problem_of(error, job.template, job.view), *problems)
            )
        return Rendered(permalink=job.permalink, data=text.encode(), problems=problems)

    def compile(self, names: Iterable[str]) -> None:
        """Make the code of these templates and of all they refer to; they must have passed `check`.

        The patterns of Markdown, which are made with the first text, are made as well.
        """
        typeset_short("")
        closure: dict[str, str | None] = {}
        for name in names:
            self._gather(name, closure)
        for name in closure:
            with suppress(TemplateError, UnicodeDecodeError, OSError):  # which is told of the page that needs it
                self._template(name)

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)


@cache
def _theme_of(folder: Path, words: Words) -> Theme:
    return Theme(folder, words)


def _either(names: Iterable[object]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _variables(job: Job) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    variables = {name: getattr(job.view, name) for name in names_of(job.view)}
    problems: tuple[Problem, ...] = ()
    for name, value in variables.items():
        kind = type(value)  # of none of which there are subclasses, and `isinstance` takes longer
        if kind is ShortProseView:
            variables[name] = Markup(typeset_short(value.markdown))  # noqa: S704 -- mistune escaped it
        elif kind is LinkedDataView:
            variables[name] = Markup(value.json)  # noqa: S704 -- what could end the element is written as \\u003c
        elif kind is RecordView:
            variables[name] = Cited(record=value)
        elif kind is BodyView:
            variables[name], problems = _body(value, job, variables["page"].root)
    return variables, problems


def _body(body: BodyView, job: Job, root: str) -> tuple[Mapping[str, object], tuple[Problem, ...]]:
    done = typeset(job.markdown, dict(body.links), root, Images(figures=dict(body.images), is_led=body.is_led))
    problems = tuple(
        Problem(
            file=body.source,
            line=job.line + _lines_above(job.markdown, target),
            message=link_fault(target),
            hint="link to a manuscript that is no draft by its file (other.md), to a page or file in static/ by its"
            " address (/volumes/), to another site by its full address (https://…)",
            key="link",
        )
        for target in dict.fromkeys(done.broken)
    )
    html = Markup(done.prose.html)  # noqa: S704 -- mistune escaped it
    return {"html": html, "minutes": done.prose.minutes, "headings": done.prose.headings}, problems


def _lines_above(markdown: str, target: str) -> int:
    written = (target, quote(target))
    openings = (f"{start}{each}" for start in ("](", "](<", "]: ", "<", "") for each in written)
    at = next((at for opening in openings if (at := markdown.find(opening)) >= 0), 0)
    return markdown.count("\n", 0, at)
