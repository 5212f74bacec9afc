"""The house rules that a reader would otherwise have to trust: who may import whom, one door per library, sizes."""

from __future__ import annotations

import ast
import graphlib
import statistics
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A room imports only from its own floor and from the floors above it in this list.
FLOORS = (
    ("frozen", "errors", "digest", "extras", "lock", "version"),
    ("schema", "toml"),
    ("archive",),
    ("kinds", "settings", "config"),
    ("search", "images"),
    ("intake", "manuscript", "site"),
    ("formats",),
    ("build",),
    ("preview",),
    ("deploy",),
    ("report",),
    ("commands",),
    ("cli",),
    ("bootstrap", "__main__"),
)
STRANGERS = {"intake", "manuscript", "site"}  # these meet in `archive` and are joined by `build` and `cli`
DOORS = {
    "frontmatter": "backfile/manuscript/*.py",
    "yaml": "backfile/manuscript/*.py",
    "mistune": "backfile/site/typeset*.py",
    "jinja2": "backfile/site/render*.py",
    "markupsafe": "backfile/site/render*.py",
    "watchdog": "backfile/preview/*.py",
    "pypandoc": "backfile/formats/pandoc.py",
    "pypdf": "backfile/formats/pdf.py",
    "defusedxml": "backfile/formats/wordpress.py",
    "PIL": "backfile/images/pillow*.py",
    "distributed": "backfile/build/cluster.py",
    "dask": "backfile/build/cluster.py",
}
LONGEST_FUNCTION = 40
MEDIAN_FUNCTION = 7
LONGEST_MODULE = 300
MOST_PARAMETERS = 5
# In pieces, so that this file does not find itself.
MACHINE_PATHS = tuple(f"/{folder}/" for folder in ("wor" + "k", "hom" + "e", "roo" + "t", "User" + "s", "tm" + "p"))

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported module, with the line it stands in and whether a function does it when it is called."""

    module: str
    line: int
    lazy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A module of the package: its path from the top of the project, and its text."""

    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return parsed(self.text)

    @property
    def module(self) -> str:
        return ".".join(PurePosixPath(self.path).with_suffix("").parts).removesuffix(".__init__")

    def line(self, number: int) -> str:
        return self.text.splitlines()[number - 1]


@cache
def parsed(text: str) -> ast.Module:
    return ast.parse(text)


def package() -> list[Source]:
    files = sorted((ROOT / "backfile").rglob("*.py"))
    return [Source(path=file.relative_to(ROOT).as_posix(), text=file.read_text("utf-8")) for file in files]


# -- what a module says about itself ---------------------------------------------------------------------------------


def imports(source: Source) -> Iterator[Import]:
    lazy = {id(node) for function in functions(source) for node in ast.walk(function)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(module=name.name, line=node.lineno, lazy=id(node) in lazy)
        elif isinstance(node, ast.ImportFrom):
            start = origin(source, node)
            known = {other.module for other in package()} | {f"backfile.{name}" for rooms in FLOORS for name in rooms}
            for name in node.names:
                inner = f"{start}.{name.name}"
                yield Import(module=inner if inner in known else start, line=node.lineno, lazy=id(node) in lazy)


def origin(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    folder = PurePosixPath(source.path).parts[: -node.level]
    return ".".join([*folder, *filter(None, [node.module])])


def functions(source: Source) -> list[Function]:
    return [node for node in ast.walk(source.tree) if isinstance(node, Function)]


def length(source: Source, function: Function) -> int:
    """Lines that are not blank, without the docstring."""
    lines = set(range(function.lineno, (function.end_lineno or function.lineno) + 1))
    if ast.get_docstring(function) is not None:
        lines -= set(range(function.body[0].lineno, (function.body[0].end_lineno or 0) + 1))
    return sum(bool(source.line(number).strip()) for number in lines)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(name: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), -1)


# -- the rules: each yields its complaints about one module ----------------------------------------------------------


def has_a_room(source: Source) -> Iterator[str]:
    name = room(source.module)
    if source.module != "backfile" and floor(name) < 0:
        yield f"{source.path}: {name} has no place in the list of rooms"


def imports_downwards_only(source: Source) -> Iterator[str]:
    here = room(source.module)
    for found in imports(source):
        if found.module.split(".")[0] != "backfile":
            continue
        there = room(found.module)
        strangers = here != there and {here, there} <= STRANGERS
        if strangers or floor(there) > floor(here):
            yield f"{source.path}:{found.line}: {here} imports {there}"


def uses_the_doors(source: Source) -> Iterator[str]:
    for found in imports(source):
        library = found.module.split(".")[0]
        if library in sys.stdlib_module_names or library == "backfile":
            continue
        if not PurePosixPath(source.path).match(DOORS.get(library, "nowhere")):
            yield f"{source.path}:{found.line}: {library} has its door at {DOORS.get(library, 'no place yet')}"


def says_why_it_imports_late(source: Source) -> Iterator[str]:
    for found in imports(source):
        comment = source.line(found.line).partition("#")[2].strip()
        if found.lazy and (not comment or comment.startswith("noqa")):
            yield f"{source.path}:{found.line}: an import inside a function gives its reason in the same line"


def is_short(source: Source) -> Iterator[str]:
    lines = len(source.text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{source.path}: {lines} lines"
    for function in functions(source):
        if length(source, function) > LONGEST_FUNCTION:
            yield f"{source.path}:{function.lineno}: {function.name} has {length(source, function)} lines"


def takes_few_parameters(source: Source) -> Iterator[str]:
    for function in functions(source):
        given = function.args
        every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, [given.vararg, given.kwarg])]
        count = sum(parameter.arg not in {"self", "cls"} for parameter in every)
        if count > MOST_PARAMETERS:
            yield f"{source.path}:{function.lineno}: {function.name} takes {count} parameters"


def keeps_its_init_empty(source: Source) -> Iterator[str]:
    is_init = source.path.endswith("__init__.py")
    if is_init and (len(source.tree.body) != 1 or ast.get_docstring(source.tree) is None):
        yield f"{source.path}: holds more, or less, than a docstring"


def makes_frozen_values(source: Source) -> Iterator[str]:
    wanted = {"frozen", "slots", "kw_only"}
    for node in ast.walk(source.tree):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            if "dataclass" not in ast.unparse(decorator):
                continue
            given = {word.arg for word in decorator.keywords} if isinstance(decorator, ast.Call) else set()
            if wanted <= given and source.module != "backfile.frozen":
                yield f"{source.path}:{decorator.lineno}: `frozen` makes such a class, and sooner"
            if "cached_property" in ast.unparse(node):
                given.add("slots")  # the two exclude each other
            reason = source.line(decorator.lineno).partition("#")[2].strip()
            if not wanted <= given and not reason:
                yield f"{source.path}:{decorator.lineno}: a dataclass is frozen, slotted, keyword-only, or says why"


def is_introduced(source: Source) -> Iterator[str]:
    if ast.get_docstring(source.tree) is None:
        yield f"{source.path}: no docstring"
    if "utils" in source.module or "helpers" in source.module:
        yield f"{source.path}: a drawer for anything has no place here"


RULES = (
    has_a_room,
    imports_downwards_only,
    uses_the_doors,
    says_why_it_imports_late,
    is_short,
    takes_few_parameters,
    keeps_its_init_empty,
    makes_frozen_values,
    is_introduced,
)


# -- the package -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule: Callable[[Source], Iterator[str]]) -> None:
    assert [complaint for source in package() for complaint in rule(source)] == []


def test_no_two_modules_import_each_other() -> None:
    known = {source.module for source in package()}
    graph = {source.module: {found.module for found in imports(source)} & known for source in package()}
    list(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def test_the_middle_function_is_short() -> None:
    lengths = [length(source, function) for source in package() for function in functions(source)]
    assert statistics.median(lengths) <= MEDIAN_FUNCTION


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    folders = ("backfile", "templates", "docs", "tests", "benchmarks", ".ci")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*") if is_ours(file)]
    files += [file for file in ROOT.iterdir() if is_ours(file)]
    found = [
        f"{file.relative_to(ROOT)}: {path}"
        for file in files
        for path in MACHINE_PATHS
        if path in file.read_text("utf-8", "replace").replace("https://", "")
    ]
    assert found == []


def is_ours(file: Path) -> bool:
    made = {"__pycache__", "output", ".backfile", "broken_archives"}
    is_text = file.suffix in TEXTS or file.name in {"run", ".gitignore"}
    return file.is_file() and is_text and not made & set(file.parts)


TEXTS = {".py", ".toml", ".md", ".html", ".xml", ".css", ".js", ".txt", ".yml", ".yaml", ".cfg", ".json"}


# -- the rules can fail ----------------------------------------------------------------------------------------------

GOOD = '"""Doc."""\n\nfrom __future__ import annotations\n'


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        (has_a_room, "backfile/cellar/wine.py", GOOD),
        (imports_downwards_only, "backfile/archive/names.py", "from backfile.site import views"),
        (imports_downwards_only, "backfile/archive/names.py", "import backfile.cli"),
        (imports_downwards_only, "backfile/archive/names.py", "def f():\n    from backfile.build.run import x  # late"),
        (imports_downwards_only, "backfile/archive/names.py", "from ..site import views"),
        (imports_downwards_only, "backfile/archive/names.py", "from backfile import cli"),
        (imports_downwards_only, "backfile/intake/convert.py", "from backfile.manuscript.fields import x"),
        (imports_downwards_only, "backfile/site/plan.py", "from backfile.intake.masthead import x"),
        (uses_the_doors, "backfile/site/plan.py", "import jinja2"),
        (uses_the_doors, "backfile/site/render.py", "from mistune import html"),
        (uses_the_doors, "backfile/intake/tags.py", "def f():\n    import yaml.nodes"),
        (uses_the_doors, "backfile/site/render.py", "import requests"),
        (says_why_it_imports_late, "backfile/cli.py", "def f():\n    import json"),
        (says_why_it_imports_late, "backfile/cli.py", "def f():\n    import json  # noqa: PLC0415"),
        (is_short, "backfile/cli.py", "def f():\n" + "    x()\n" * 40),
        (is_short, "backfile/cli.py", "x = 1\n" * 301),
        (takes_few_parameters, "backfile/cli.py", "def f(a, b, /, c, *, d, e, f): ..."),
        (takes_few_parameters, "backfile/cli.py", "class A:\n    def f(self, a, b, c, *d, e, **f): ..."),
        (keeps_its_init_empty, "backfile/site/__init__.py", '"""Doc."""\nfrom backfile.site import views'),
        (keeps_its_init_empty, "backfile/site/__init__.py", ""),
        (makes_frozen_values, "backfile/archive/a.py", "@dataclass(frozen=True, slots=True)\nclass A: ..."),
        (makes_frozen_values, "backfile/archive/a.py", "@dataclasses.dataclass\nclass A: ..."),
        (makes_frozen_values, "backfile/a.py", "@dataclass(frozen=True, slots=True, kw_only=True)\nclass A: ..."),
        (is_introduced, "backfile/archive/a.py", "x = 1"),
        (is_introduced, "backfile/utils.py", GOOD),
    ],
)
def test_a_breach_is_found(rule: Callable[[Source], Iterator[str]], path: str, text: str) -> None:
    assert len(list(rule(Source(path=path, text=text)))) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_what_is_allowed_is_not_blamed(rule: Callable[[Source], Iterator[str]]) -> None:
    text = (
        GOOD
        + "import re\nimport jinja2\nfrom backfile.archive import names\nfrom backfile.site.views import Page\n"
        + "def f(a, b, c, d, *, e):\n    '''Doc.'''\n    import json  # only here\n"
        + "@frozen\nclass A:\n    def g(self, a, b, c, d, e): ...\n"
    )
    assert list(rule(Source(path="backfile/site/render.py", text=text))) == []
