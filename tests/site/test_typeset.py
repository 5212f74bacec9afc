from __future__ import annotations

import re
from pathlib import Path
from time import perf_counter

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.build.run import Options, build
from backfile.site.fragments import HeadingView
from backfile.site.typeset import broken_links, is_outward, typeset, typeset_short
from tests.sites import manuscript, published, small_site, write


def html(markdown: str, links: dict[str, str] | None = None) -> str:
    return typeset(markdown, links or {}, "../../").prose.html.strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("<b>bold</b> & <script>x</script>", "<p>&lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt;</p>"),
        ("<div>\n*a*\n</div>", "<p>&lt;div&gt;\n<em>a</em>\n&lt;/div&gt;</p>"),
        ("<!-- a comment -->", "<p>&lt;!-- a comment --&gt;</p>"),
        ("&amp; &#60;", "<p>&amp;amp; &amp;#60;</p>"),
        ("{{ 7*7 }} {% raw %}", "<p>{{ 7*7 }} {% raw %}</p>"),
        ("> a\n\n- b\n- c", "<blockquote>\n<p>a</p>\n</blockquote>\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>"),
        ("<a@b.example>", '<p><a href="mailto:a@b.example">a@b.example</a></p>'),
        ("[x](https://a.example/?b=1&c=2)", '<p><a href="https://a.example/?b=1&amp;c=2">x</a></p>'),
        ('```"><script>\nx\n```', '<pre><code class="language-&quot;&gt;&lt;script&gt;">x\n</code></pre>'),
    ],
)
def test_markdown(markdown: str, expected: str) -> None:
    assert html(markdown) == expected


def test_headings_begin_below_the_title_and_can_be_linked_to() -> None:
    done = typeset("# One\n\n### <Two> & *Three*\n\n## One\n\n####### no\n\n###### Six", {}, "")
    assert done.prose.headings == (
        HeadingView(level=2, text="One", anchor="sec-one"),
        HeadingView(level=3, text="<Two> & Three", anchor="sec-two-three"),
        HeadingView(level=2, text="One", anchor="sec-one-2"),
        HeadingView(level=6, text="Six", anchor="sec-six"),
    )
    assert '<h3 id="sec-two-three">&lt;Two&gt; &amp; <em>Three</em></h3>' in done.prose.html


def test_anchors_differ_whatever_the_headings_read() -> None:
    headings = typeset("## One\n\n## One 2\n\n## One\n\n## One 2\n\n## One\n\n## One", {}, "").prose.headings
    anchors = [heading.anchor for heading in headings]
    assert anchors == ["sec-one", "sec-one-2", "sec-one-3", "sec-one-2-2", "sec-one-4", "sec-one-5"]


def test_many_equal_headings_cost_no_time() -> None:
    before = perf_counter()
    headings = typeset("## One\n\n" * 5000, {}, "").prose.headings
    assert headings[-1].anchor == "sec-one-5000"
    assert perf_counter() - before < 5


def test_a_note_that_is_named_twice_has_two_marks() -> None:
    page = html("a[^1] b[^1] c[^2]\n\n[^1]: one\n[^2]: two")
    assert [page.count(f'id="{name}"') for name in ("fnref-1", "fnref-1-2", "fnref-2", "fn-1", "fn-2")] == [1] * 5


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("other.md", "[x](other.md)"),
        ("other.md", '[x](other.md "a title")'),
        ("other.md", "[x](<other.md>)"),
        ("other.md", "[x][r]\n\n[r]: other.md"),
        ("имя.md", "[x](имя.md)"),
        ("a b.md", "[x](<a b.md>)"),
        ("a%20b.md", "[x](a%20b.md)"),
        ("a(b).md", "[x](a(b).md)"),
        ("a_b.md", r"[x](a\_b.md)"),
        ("a&b.md", "[x](a&amp;b.md)"),
    ],
)
def test_links_within_the_archive_lead_to_the_addresses_of_the_plan(target: str, written: str) -> None:
    done = typeset(written, {target: "articles/other/"}, "../../")
    assert 'href="../../articles/other/"' in done.prose.html
    assert done.broken == ()


def test_images_of_the_archive_are_found_from_any_page() -> None:
    image = '<img src="../../images/a.png" alt="A picture" decoding="async" />'
    assert image in html("![A picture](/images/a.png)", {"/images/a.png": "images/a.png"})


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "blob:x",
        "java&#115;cript:alert(1)", "nothing.md", "../../../etc/passwd", "/nowhere/", "", "?a=1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["[x]({})", "![x]({})", "[x][r]\n\n[r]: {}"])
def test_other_links_are_refused(form: str, target: str) -> None:
    if not target and "[r]" in form:
        pytest.skip("a reference to nothing is text")
    assert len(typeset(form.format(target), {"other.md": "articles/other/"}, "").broken) == 1


@pytest.mark.parametrize("target", ["https://a.example", "http://a.example", "mailto:a@b.example", "tel:+39", "#sec-x"])
def test_links_to_other_sites_are_left_as_they_are(target: str) -> None:
    done = typeset(f"[x]({target})", {}, "../")
    assert f'href="{target}"' in done.prose.html
    assert done.broken == ()
    assert is_outward(target)


def test_the_links_of_a_biography_are_looked_at() -> None:
    assert broken_links("See [a](a.md), [b](https://b.example) and <javascript:x>.") == ("a.md", "javascript:x")
    assert broken_links("No link at all.") == ()


LIVE = {"script", "iframe", "object", "embed", "form", "style", "link", "meta", "base", "svg", "math", "input"}
HARMFUL = re.compile(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)
NASTY = st.lists(
    st.sampled_from(
        [
            *"<>\"'&[]()!`~*_#|\n :-\\^\ta", "<script>", "</script>", "<img src=x onerror=a>", "javascript:", "https://",
            "onclick=", "data:", "[^1]", "[^1]:", "```", "<!--", "-->", "<svg/onload=", "&#106;", "%6a", "{{", "{%",
            "mailto:", "style=",
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(NASTY | st.text(max_size=60))
def test_no_text_becomes_live(markdown: str) -> None:
    tree = html5lib.parseFragment(typeset_short(markdown), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in LIVE
        assert isinstance(element.tag, str)  # a comment is none
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"  # a host may allow none
            assert not HARMFUL.match(value)


@given(NASTY)
def test_ids_stand_once(markdown: str) -> None:
    tree = html5lib.parseFragment(typeset_short(markdown), namespaceHTMLElements=False)
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


@given(NASTY | st.text(max_size=60))
def test_the_same_text_gives_the_same_html(markdown: str) -> None:
    assert typeset(markdown, {}, "") == typeset(markdown, {}, "")


@pytest.mark.parametrize("text", ["[" * 5000, "*a " * 5000, "> " * 5000, "![" * 5000, "`" * 5000, "- " * 5000 + "x"])
def test_text_without_end_is_typeset(text: str) -> None:
    assert typeset_short(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("#the-fleet", "#sec-the-fleet"), ("#The%20Fleet", "#sec-the-fleet"), ("#sec-the-fleet", "#sec-the-fleet")],
)
def test_a_section_is_linked_by_the_words_of_its_heading(written: str, meant: str) -> None:
    typeset_html = html(f"## The Fleet\n\n[there]({written})")
    assert '<h2 id="sec-the-fleet">' in typeset_html
    assert f'href="{meant}"' in typeset_html


def test_a_section_of_another_article_is_linked_in_the_same_way(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    write(site, {"content/articles/lamps.md": manuscript("On Lamps", "See [there](ropes.md#the-long-one).")})
    write(site, {"content/articles/ropes.md": manuscript("On Ropes", "## The Long One\n\nText.")})
    build(site, Options())
    assert b'href="../../articles/ropes/#sec-the-long-one"' in published(site)["articles/lamps/index.html"]
