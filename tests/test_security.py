"""Text is data: nothing that stands in the files of an archive becomes markup, code or a path outside the output."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfile.build.ledger import Ledger, Trace, load_ledger, save_ledger
from backfile.build.publish import ledger_file
from backfile.build.run import Options, build
from backfile.build.upkeep import clean
from backfile.cli import main
from backfile.errors import ContentError
from backfile.manuscript.yaml_header import write_manuscript
from tests.sites import SITE_TOML, manuscript, published, small_site, write

HARMFUL = re.compile(r"\s*(?:javascript|vbscript|data:text)", re.IGNORECASE)

pytestmark = pytest.mark.usefixtures("compiled_once")

ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7*7 }}{% raw %}{{ site.title }}",
    "]]><b>&lt;&amp;amp;",
    "</title></head><svg/onload=alert(1)>",
    "*emphasis* [link](javascript:alert(1)) `code`",
    "!!python/object:os.system 'x'",
    "--- # & <!-- -->",
    "%0d%0aSet-Cookie: a=b \\r\\n $(id) `id`",
)


def hostile_site(site: Path, attack: str) -> Path:
    """A site in which a text stands wherever there is a place for text."""
    quoted = attack.replace("\\", "\\\\").replace('"', '\\"')
    fields = {
        "title": f"Title {attack}",
        "subtitle": attack,
        "authors": [f"{attack} Marsh", {"literal": attack, "affiliation": attack, "role": attack, "email": attack}],
        "publication": attack,
        "volume": f"1 {attack}",
        "issue": f"2 {attack}",
        "pages": f"3 {attack}",
        "date": "2019",
        "tags": [attack, "rope"],
        "abstract": f"{attack}\n\n{attack}",
        "licence": attack,
        "figure": {"alt": attack, "caption": attack, "credit": attack, "licence": attack},
        "source": attack,
        "review": [attack],
    }
    body = f"## {attack}\n\n```\n{attack}\n```\n\n{attack}\n".replace("javascript:", "https://")
    settings = f'title = "{quoted}"\ndescription = "{quoted}"\nurl = "https://journal.example/"\n'
    labels = f'menu = [{{ label = "{quoted}", address = "volumes/" }}]\n'
    imprint = "".join(f'{name} = "{quoted}"\n' for name in ("publisher", "place", "email", "licence"))
    biography = f'biography = "{quoted}"\n'.replace("javascript:", "https://")
    return write(
        site,
        {
            "site.toml": f'{settings}{labels}\n[publication]\ntitle = "{quoted}"\n\n[imprint]\n{imprint}',
            "content/articles/a.md": write_manuscript(fields, body),
            "content/articles/b.md": write_manuscript({**fields, "title": "Other"}, "Words."),
            "content/pages/about.md": write_manuscript({"title": attack, "description": attack}, body),
            "content/people.toml": f'[body]\nliteral = "{quoted}"\nvariants = ["{quoted} x"]\n{biography}',
            "content/tags.toml": f'[rope]\nlabel = "{quoted} rope"\naliases = ["rope"]\nbroader = "sea"\n\n'
            f'[sea]\nlabel = "{quoted} sea"\n',
        },
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_stays_text_in_every_file(tmp_path: Path, attack: str) -> None:
    site = hostile_site(tmp_path, attack)
    build(site, Options())
    files = published(site)
    assert len(files) > 20
    for name, data in files.items():
        if name.endswith(".html"):
            assert_harmless(name, data)
        elif name.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 -- it is our own
        elif name.endswith(".json"):
            json.loads(data)
    page = html5lib.parse(files["articles/a/index.html"], namespaceHTMLElements=False)
    text = " ".join("".join(page.itertext()).split())
    assert " ".join(attack.split()) in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_feed_says_what_was_written(tmp_path: Path, attack: str) -> None:
    site = hostile_site(tmp_path, attack)
    build(site, Options())
    feed = ET.fromstring(published(site)["feed.xml"])  # noqa: S314 -- it is our own
    titles = [element.text or "" for element in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert sorted(titles) == sorted([attack, f"Title {attack}", "Other"])
    assert not feedparser.parse(published(site)["feed.xml"]).bozo


def assert_harmless(name: str, data: bytes) -> None:
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(data, transport_encoding="utf-8")
    for element in page.iter():
        assert isinstance(element.tag, str), f"{name}: a comment"
        assert element.tag not in {"svg", "iframe", "object", "img"}, name
        if element.tag == "script":
            assert is_own_script(element), name
        for attribute, value in element.attrib.items():
            assert not attribute.startswith("on"), name
            assert attribute not in {"href", "src"} or not HARMFUL.match(value), name


def is_own_script(element: Any) -> bool:  # noqa: ANN401 -- html5lib has no types
    """Whether it is the script of the theme, or linked data, which are no program and hold nothing like markup."""
    if element.attrib == {"type": "application/ld+json"}:
        return isinstance(json.loads(element.text), dict) and not re.search("[<>&]", element.text)
    source = element.attrib.get("src", "")
    is_theme = bool(re.fullmatch(r"(?:\.\./)*assets/(?:site|search)\.[0-9a-f]+\.js", source))
    return is_theme and element.attrib == {"type": "module", "src": source} and not element.text


@settings(max_examples=30)
@given(attack=st.text(st.sampled_from("<>\"'&{}%#[]()!*_`\\:/-= abß\u00e9я\u202f\u2028"), min_size=1, max_size=20))
def test_no_title_can_break_out(tmp_path_factory: pytest.TempPathFactory, attack: str) -> None:
    site = tmp_path_factory.mktemp("site")
    title = f"x{attack}x"
    fields = {"title": title, "authors": [{"literal": title}], "tags": [title], "abstract": title, "date": "2019"}
    write(site, {"site.toml": SITE_TOML, "content/articles/a.md": write_manuscript(fields, "Words.")})
    build(site, Options())
    for name, data in published(site).items():
        if name.endswith(".html"):
            assert_harmless(name, data)
    page: Any = html5lib.parse(published(site)["articles/a/index.html"], namespaceHTMLElements=False)
    assert page.findtext(".//h1") == " ".join(title.split())


# -- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"content/articles/a.md": manuscript("A", "[x](javascript:alert(1))")}, "may not begin with `javascript:`"),
        ({"content/articles/a.md": manuscript("A", "![x](data:image/svg+xml,x)")}, "may not begin with `data:`"),
        ({"content/pages/a.md": manuscript("A", "<vbscript:x>")}, "may not begin with `vbscript:`"),
        (
            {"site.toml": 'menu = [{ label = "x", address = "javascript:alert(1)" }]\n' + SITE_TOML},
            "may not begin with `javascript:`",
        ),
        (
            {"site.toml": 'footer = [{ label = "x", address = "data:x" }]\n' + SITE_TOML},
            "may not begin with `data:`",
        ),
        ({"site.toml": SITE_TOML + '\n[imprint]\nlicence_url = "javascript:x"\n'}, "is not a full web address"),
        ({"site.toml": SITE_TOML.replace("https:", "javascript:")}, "is not a full web address"),
        (
            {
                "content/people.toml": '[a]\nname = "Anna Marsh"\nbiography = "[x](javascript:alert(1))"\n',
            },
            "may not begin with `javascript:`",
        ),
    ],
)
def test_links_that_would_run_something_are_refused(tmp_path: Path, files: dict[str, str], fault: str) -> None:
    site = write(small_site(tmp_path), files)
    with pytest.raises(ContentError, match=fault):
        build(site, Options())
    assert published(site) == {}


# -- paths -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {"content/articles/a.md": manuscript("A", header="slug: ../../../escaped\n")},
        {"content/articles/a.md": manuscript("A", header="slug: /escaped\n")},
        {"content/articles/a.md": manuscript("A", header="authors: [{family: A, id: ../escaped}]\n")},
        {"content/articles/a.md": manuscript("A", header="figure: {src: ../../escaped.png, alt: x}\n")},
        {"content/people.toml": '["../escaped"]\nname = "A B"\n'},
        {"content/tags.toml": '["../escaped"]\nlabel = "A"\n'},
        {"content/pages/a.md": manuscript("A", header="slug: ..\n")},
    ],
)
def test_addresses_that_climb_are_refused(tmp_path: Path, files: dict[str, str]) -> None:
    site = write(small_site(tmp_path / "a/b/site"), files)
    with pytest.raises(ContentError):
        build(site, Options())
    assert sorted(names_below(tmp_path)) == sorted(names_below(site))


@pytest.mark.parametrize(
    "words", ["..", "../..", "/", "\\..\\", "...", "a/../../b", "CON", "\u2025/\u2025", "％2e％2e"]
)
def test_addresses_made_from_words_stay_where_they_are(tmp_path: Path, words: str) -> None:
    site = tmp_path / "a/b/site"
    fields: dict[str, object] = dict.fromkeys(("title", "volume", "issue"), words)
    fields |= {"authors": [{"literal": words}], "tags": [words], "date": "2019"}
    write(site, {"site.toml": SITE_TOML, "content/articles/a.md": write_manuscript(fields, "Words.")})
    build(site, Options())
    assert sorted(names_below(tmp_path)) == sorted(names_below(site))
    assert len(published(site)) > 10


def test_only_the_output_and_the_state_are_written(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    write(site, {"seeds/a.txt": "On Piers\n\nBy Anna Marsh\n\nSome words about piers, and then some more words.\n"})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["-q", "-C", str(site)]) == 0
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert before.items() <= after.items()
    new = {path.relative_to(site).parts[:2] for path in after.keys() - before.keys()}
    assert {parts[0] for parts in new} == {"output", ".backfile", "content"}
    assert {parts for parts in new if parts[0] == "content"} == {("content", "articles"), ("content", "readings")}


LEADING_OUT = ["../precious.txt", "../../precious.txt", "/precious.txt", "a/../../precious.txt", "a\0b", ".."]


@pytest.mark.parametrize("way", ["build", "clean"])
def test_a_forged_ledger_deletes_nothing_outside_the_output(tmp_path: Path, way: str) -> None:
    site = small_site(tmp_path / "site")
    build(site, Options())
    precious = [site / "precious.txt", tmp_path / "precious.txt", site / "output/precious.txt"]
    for path in precious:
        path.write_text("mine", "utf-8")
    forged = dict.fromkeys((*LEADING_OUT, str(precious[1])), Trace(look=(4, 1, 1)))
    save_ledger(ledger_file(site), Ledger(traces=forged))
    assert load_ledger(ledger_file(site)) == Ledger()
    if way == "build":
        build(site, Options())
    else:
        clean(site)
    assert [path.is_file() for path in precious] == [True, True, True]


def names_below(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.rglob("*") if path.is_file())
