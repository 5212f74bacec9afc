"""Templates before they are rendered: where they are looked for, what each refers to, and what none may print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, cached_property, lru_cache, wraps
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Undefined,
    nodes,
    pass_eval_context,
)
from jinja2 import pass_context as only_while_rendering
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_tojson
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps, missing
from markupsafe import Markup, escape

from backfile.frozen import frozen
from backfile.site.theme import THEME

_REMEMBERED = 65_536  # titles, names, labels and addresses come again and again
_FEW = 4096
_LAZY = ("batch", "items", "map", "reject", "rejectattr", "reverse", "select", "selectattr", "slice", "unique")


@frozen
class Reference:
    """What one tag of a template refers to: the first of `names` that there is.

    `is_open` says that a name is known only while rendering, `is_optional` that none need be there.
    """

    names: tuple[str, ...]
    line: int
    is_open: bool
    is_optional: bool


class _Missing(StrictUndefined):
    """What a template names and its view lacks; says so in the words of those who write templates."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        owner, name = self._undefined_obj, self._undefined_name
        if owner is missing:
            return f"there is no variable `{name}`"
        return f"`{name}` is not in {type(owner).__name__}\nit has {', '.join(names_of(owner)) or 'no such field'}"


def names_of(view: object) -> tuple[str, ...]:
    """The names of the fields of a view, or of a group of words."""
    kind: Any = type(view)
    return tuple(map(str, view)) if isinstance(view, Mapping) else _names_in(kind)


@cache
def _names_in(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def environment_of(folder: Path, words: Mapping[str, object]) -> Environment:
    """Jinja for the templates of a site; `folder` is its own `templates/`, and `words` is what they see as `words`."""
    default = FileSystemLoader(THEME)
    environment = _Environment(
        loader=ChoiceLoader([FileSystemLoader(folder), default, PrefixLoader({"default": default})]),
        autoescape=True,
        undefined=_Missing,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    # A mapping is written as it stands, in the same order each time, and letters as letters.
    environment.policies["json.dumps_function"], environment.policies["json.dumps_kwargs"] = _json, {}
    environment.filters["tojson"] = _tojson
    # The same sources give the same bytes, so nothing is drawn by lot.
    del environment.globals["lipsum"], environment.filters["random"]
    environment.globals["words"] = words
    for name in _LAZY:
        environment.filters[name] = _at_once(environment.filters[name])
    return environment


_encoder = json.JSONEncoder(ensure_ascii=False)


def _json(value: object, **wanted: Any) -> str:  # noqa: ANN401 -- what json.dumps takes
    return json.dumps(value, ensure_ascii=False, **wanted) if wanted else _encoder.encode(value)


@lru_cache(maxsize=_FEW)
def _json_of_text(text: str) -> Markup:
    return htmlsafe_json_dumps(text, _json)


@pass_eval_context
def _tojson(context: nodes.EvalContext, value: object, indent: int | None = None) -> Markup:
    """Jinja's own filter, which remembers names and dates, as they come again and again."""
    return _json_of_text(value) if type(value) is str and indent is None else do_tojson(context, value, indent)


def _at_once(lazy: Callable[..., object]) -> Callable[..., object]:
    """A filter that gives a list where it gave a generator, which prints as the place where it lies in memory."""

    @wraps(lazy)
    def eager(*values: object, **named: object) -> object:
        result = lazy(*values, **named)
        return list(result) if isinstance(result, Iterator) else result

    return eager


class _Generator(CodeGenerator):
    """Templates to Python, with one call where a value is printed: it is looked at and escaped at once."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 -- Jinja's own
        if _is_escaped(frame):
            self.write("environment.escaped(context, ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401 -- likewise
        if _is_escaped(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_escaped(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape and not frame.eval_ctx.volatile)


_escaped_text = lru_cache(maxsize=_REMEMBERED)(escape)


class _Environment(Environment):
    code_generator_class = _Generator

    @cached_property
    def _trees(self) -> dict[tuple[str, str | None], nodes.Template]:
        return {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        # Each template is parsed to see what it refers to, and then once more to be compiled.
        tree = self._trees.pop((source, name), None)
        if tree is None:
            tree = self._trees[source, name] = super()._parse(source, name, filename)
        return tree

    @staticmethod
    def escaped(context: Context, value: object) -> str:
        """What a template prints of a value."""
        if type(value) is str:
            return _escaped_text(value)
        return value if type(value) is Markup else escape(_printed(context, value))


@only_while_rendering  # a fault that shows while a template is compiled would have no line
def _printed(_context: Context, value: object) -> object:
    # What Python prints of other things may hold where they lie in memory, which differs from run to run.
    if value is None or isinstance(value, str | int | float | Undefined):
        return value
    hint = 'add |join(", "), or print its parts one by one with {% for %}'
    message = f"this is a {type(value).__name__}, not a text or a number\n{hint}"
    raise TypeError(message)


def references_in(tree: nodes.Template) -> Iterator[Reference]:
    """What the tags of a template refer to, in their order."""
    for node in tree.find_all(nodes.Stmt):
        if isinstance(node, nodes.Extends | nodes.FromImport | nodes.Import | nodes.Include):
            named = node.template
            items = named.items if isinstance(named, nodes.List | nodes.Tuple) else [named]
            constants = [item.value for item in items if isinstance(item, nodes.Const)]
            yield Reference(
                names=tuple(value for value in constants if isinstance(value, str)),
                line=node.lineno,
                is_open=len(constants) < len(items),
                is_optional=isinstance(node, nodes.Include) and node.ignore_missing,
            )
