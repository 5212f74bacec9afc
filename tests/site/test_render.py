# ruff: noqa: E501 -- what is printed stands here as it is printed
from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from backfile.site.fragments import BodyView, FrameView, ShortProseView, TypesetView
from backfile.site.machine_views import RobotsView, SitemapView
from backfile.site.plan import TEMPLATES
from backfile.site.render import Job, Rendered, Theme
from backfile.site.views import NotFoundView, ProseView
from tests.sites import write

FRAME = FrameView(title="T", description="", language="en", permalink="a/b/", root="../../", canonical="")


def theme(folder: Path, **templates: str) -> Theme:
    return Theme(write(folder, {f"{name}.html".replace("__", "/"): text for name, text in templates.items()}))


def page_of(template: str, text: str, folder: Path, view: object = RobotsView(sitemap="S")) -> Rendered:
    return theme(folder, **{template: text}).render(Job(permalink="p/", template=f"{template}.html", view=view))


# -- what is rendered ------------------------------------------------------------------------------------------------


def test_a_template_gets_the_fields_of_its_view_escaped(tmp_path: Path) -> None:
    rendered = page_of("a", "{{ sitemap }}", tmp_path, RobotsView(sitemap="<&'\">"))
    assert rendered == Rendered(permalink="p/", data=b"&lt;&amp;&#39;&#34;&gt;")


def test_a_template_knows_nothing_else(tmp_path: Path) -> None:
    for name in ("open", "__import__", "environment", "now", "config", "request"):
        (problem,) = page_of("a", f"{{{{ {name} }}}}", tmp_path / name).problems
        assert problem.message == f"there is no variable `{name}`"


def test_texts_numbers_and_nothing_are_printed(tmp_path: Path) -> None:
    text = '{{ sitemap }} {{ 1 }} {{ 1.5 }} {{ true }} {{ none }} {{ [sitemap]|map("upper")|join }} {{ "<"|safe }}'
    assert page_of("a", text, tmp_path, RobotsView(sitemap="s")).data == b"s 1 1.5 True None S <"


def test_the_same_text_is_escaped_or_not_as_the_template_says(tmp_path: Path) -> None:
    text = "{{ sitemap }}{{ sitemap|safe }}{% autoescape false %}{{ sitemap }}{% endautoescape %}{{ sitemap }}"
    assert page_of("a", text, tmp_path, RobotsView(sitemap="<")).data == b"&lt;<<&lt;"
    (problem,) = page_of("b", "{% autoescape false %}\n{{ [1] }}{% endautoescape %}", tmp_path).problems
    assert (problem.line, problem.message) == (2, "this is a list, not a text or a number")


def test_a_mapping_is_written_as_json_in_its_own_order(tmp_path: Path) -> None:
    assert page_of("a", '{{ {"b": sitemap, "a": 1}|tojson }}', tmp_path).data == b'{"b": "S", "a": 1}'


@pytest.mark.parametrize("lazy", ['map("upper")', "select", "reject", "unique", "reverse", "batch(1)", "slice(1)"])
def test_no_filter_gives_what_prints_as_a_place_in_memory(tmp_path: Path, lazy: str) -> None:
    assert b" at 0x" not in page_of("a", f'{{{{ [sitemap]|{lazy} ~ "" }}}}', tmp_path).data


def test_a_text_is_reversed_as_a_text(tmp_path: Path) -> None:
    assert page_of("a", "{{ sitemap|reverse }}", tmp_path, RobotsView(sitemap="ab")).data == b"ba"


def test_prose_is_typeset_when_its_page_is_rendered(tmp_path: Path) -> None:
    body = BodyView(source="content/pages/a.md", digest="x", links=(("b.md", "b/"),))
    view = ProseView(site=None, page=FRAME, title="T", body=body)  # type: ignore[arg-type]
    job = Job(permalink="a/b/", template="a.html", view=view, markdown="## S\n\n[b](b.md) <b>")
    rendered = theme(tmp_path, a="{{ body.html }}{% for each in body.headings %}{{ each.anchor }}{% endfor %}").render(
        job
    )
    assert rendered.problems == ()
    assert rendered.data.decode() == '<h2 id="sec-s">S</h2>\n<p><a href="../../b/">b</a> &lt;b&gt;</p>\nsec-s'


def test_what_templates_see_of_prose_is_what_the_view_promises() -> None:
    assert {field.name for field in fields(TypesetView)} == {"html", "minutes", "headings"}
    assert {field.name for field in fields(ShortProseView)} == {"markdown"}


def test_the_templates_of_the_theme_are_without_fault(tmp_path: Path) -> None:
    assert Theme(tmp_path).check(TEMPLATES) == ()


def test_a_template_of_the_site_can_change_a_block_of_the_theme(tmp_path: Path) -> None:
    text = '{% extends "default/sitemap.xml" %}'
    own = Theme(write(tmp_path, {"sitemap.xml": text}))
    job = Job(permalink="sitemap.xml", template="sitemap.xml", view=SitemapView(entries=()))
    assert own.render(job) == Theme(tmp_path / "nothing").render(job)


# -- digests ---------------------------------------------------------------------------------------------------------


def test_the_digest_is_that_of_all_that_a_template_refers_to(tmp_path: Path) -> None:
    files = {
        "a.html": '{% extends "b.html" %}{% from "c.html" import x %}', "b.html": '{% include "d.html" %}',
        "c.html": "{% macro x() %}{% endmacro %}", "d.html": "d", "e.html": "e",
    }  # fmt: skip
    before = Theme(write(tmp_path, dict(files))).digest_of("a.html")
    for name, matters in (("b.html", True), ("c.html", True), ("d.html", True), ("a.html", True), ("e.html", False)):
        write(tmp_path, {name: f"{files[name]} "})
        assert (Theme(tmp_path).digest_of("a.html") != before) == matters, name
        write(tmp_path, {name: files[name]})
    assert Theme(tmp_path).digest_of("a.html") == before


def test_a_name_that_is_known_only_while_rendering_may_be_any_template(tmp_path: Path) -> None:
    before = theme(tmp_path, a="{% include title %}", b="b").digest_of("a.html")
    assert theme(tmp_path, b="other").digest_of("a.html") != before


def test_a_name_that_is_known_only_while_rendering_may_have_any_ending(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.html": '{% include "icons/" ~ title ~ ".svg" %}', "icons/x.svg": "<svg/>", "README": "{% odd", "p.png": b"\xff",
    }  # fmt: skip
    before = Theme(write(tmp_path, files)).digest_of("a.html")
    assert Theme(write(tmp_path, {"p.png": b"\xfe", "q.png": b"\xff"})).digest_of("a.html") == before
    for name in ("icons/x.svg", "README"):
        assert Theme(write(tmp_path, {name: "other"})).digest_of("a.html") != before
        assert Theme(write(tmp_path, {name: files[name]})).digest_of("a.html") == before


@pytest.mark.parametrize(
    "text",
    [
        '{% include "x.html" ignore missing %}',
        '{% include ["x.html", "parts/byline.html"] %}',
        '{% include ["x.html", "y.html"] ignore missing %}',
        '{% include ["x.html", sitemap] ignore missing %}',
    ],
)
def test_a_template_that_may_be_absent_changes_the_digest_when_it_comes(tmp_path: Path, text: str) -> None:
    job = Job(permalink="p/", template="a.html", view=RobotsView(sitemap="S"))
    own = theme(tmp_path, a=text)
    before = own.digest_of("a.html")
    assert own.check(["a.html"]) == own.render(job).problems == ()
    after = theme(tmp_path, x="X")
    assert after.digest_of("a.html") != before
    assert after.render(job).data == b"X"


def test_a_template_that_may_be_absent_is_checked_where_it_is_there(tmp_path: Path) -> None:
    own = theme(tmp_path, a='{% include "x.html" ignore missing %}', x="{% odd %}")
    (problem,) = own.check(["a.html"])
    assert problem.place == "templates/x.html:1"


def test_templates_that_refer_to_each_other_in_a_circle_have_a_digest(tmp_path: Path) -> None:
    assert theme(tmp_path, a='{% include "b.html" %}', b='{% include "a.html" %}').digest_of("a.html")


# -- faults ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n{{ x }", "templates/a.html:2: error: unexpected '}'"),
        ("{% if x %}", "templates/a.html:1: error: Unexpected end of template."),
        ('\n\n{% extends "bsae.html" %}', "templates/a.html:3: error: there is no template `bsae.html` (did you mean `base.html`?)"),
        ('\n{% include ["no.html", "none.html"] %}', "templates/a.html:2: error: there is no template `no.html` or `none.html`"),
        ("{% nonsense %}", "templates/a.html:1: error: Encountered unknown tag 'nonsense'."),
    ],
)  # fmt: skip
def test_faults_are_found_without_rendering(tmp_path: Path, text: str, fault: str) -> None:
    write(tmp_path, {"templates/a.html": text})
    (problem,) = Theme(tmp_path / "templates").check(["a.html"])
    assert str(problem).startswith(fault)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("\n{{ colour }}", "templates/a.html:2: error: there is no variable `colour` (this page has site, page)"),
        ("{{ page.titel }}", "templates/a.html:1: error: `titel` is not in FrameView (it has title, description, "),
        ("\n\n{{ 1 // 0 }}", "templates/a.html:3: error: integer division or modulo by zero"),
        ("{{ page.title|shout }}", "templates/a.html:1: error: No filter named 'shout'."),
        ('{% include "a.html" %}', "templates/a.html: error: the template extends or includes itself without end"),
        ('{% include "b" ~ "c.html" %}', "templates/a.html: error: there is no template `bc.html`"),
        (
            '{% include ["b" ~ "c.html", "d.html"] %}',
            "templates/a.html: error: there is no template `bc.html` or `d.html`",
        ),
        (
            '\n{{ [page]|map(attribute="title") }}',
            'templates/a.html:2: error: this is a list, not a text or a number (add |join(", "), or',
        ),
        ("\n{{ [page.title] }}", "templates/a.html:2: error: this is a list, not a text or a number"),
        ("\n\n{{ [1, 2] }}", "templates/a.html:3: error: this is a list, not a text or a number"),
        (
            "{{ page.title.upper }}",
            "templates/a.html:1: error: this is a builtin_function_or_method, not a text or a number",
        ),
        ("{{ page }}", "templates/a.html:1: error: this is a FrameView, not a text or a number"),
        ("{{ [1, 2]|random }}", "templates/a.html:1: error: No filter named 'random'."),
        ("{{ lipsum() }}", "templates/a.html:1: error: there is no variable `lipsum`"),
        ("{{ page.title.nothing() }}", "templates/a.html:1: error: `nothing` is not in str"),
        ('\n{% include "parts/b.html" %}', "templates/parts/b.html:3: error: there is no variable `inner`"),
    ],
)
def test_faults_that_show_in_rendering_have_their_file_and_line(tmp_path: Path, text: str, fault: str) -> None:
    write(tmp_path, {"templates/a.html": text, "templates/parts/b.html": "\n\n{{ inner }}"})
    view = NotFoundView(site=None, page=FRAME)  # type: ignore[arg-type]
    rendered = Theme(tmp_path / "templates").render(Job(permalink="p/", template="a.html", view=view))
    assert rendered.data == b""
    (problem,) = rendered.problems
    assert str(problem).startswith(fault)


def test_a_folder_in_the_place_of_a_template_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"templates/article.html/x.txt": ""})
    (problem,) = Theme(tmp_path / "templates").check(TEMPLATES)
    assert str(problem).startswith("templates/article.html: error: this is a folder, where a template should be")


def test_a_template_that_is_no_text_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"templates/a.html": b"\xff\xfe"})
    (problem,) = Theme(tmp_path / "templates").check(["a.html"])
    assert str(problem) == "templates/a.html: error: the file is not UTF-8 text"


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("[x](a.md)", [5]),
        ("a.md a.md\n\n[x](a.md)", [7]),
        ("[x](b.md)\n[x](a.md)\n", [5, 6]),
        ("[x](имя.md)", [5]),
        ("\n\n[x][r]\n\n[r]: a.md", [9]),
        ("x\n<javascript:x>", [6]),
        ("[x](a%20b.md)\n[x](<c d.md>)", [5, 6]),
    ],
)
def test_broken_links_have_their_line(tmp_path: Path, markdown: str, lines: list[int]) -> None:
    body = BodyView(source="content/pages/a.md", digest="x", links=())
    view = ProseView(site=None, page=FRAME, title="T", body=body)  # type: ignore[arg-type]
    job = Job(permalink="a/b/", template="a.html", view=view, markdown=markdown, line=5)
    rendered = theme(tmp_path, a="{{ body.html }}").render(job)
    assert sorted(problem.line for problem in rendered.problems) == lines
    assert {problem.file for problem in rendered.problems} == {"content/pages/a.md"}
