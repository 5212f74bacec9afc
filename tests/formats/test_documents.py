"""One invented article as Word, OpenDocument, RTF and PDF documents: what is in it comes through."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.build.reception import receive
from backfile.cli import main
from backfile.formats.detect import format_of
from backfile.formats.reading import read_html
from backfile.intake.reading import read_document
from backfile.intake.record import Context, Reading
from backfile.site.typeset import typeset
from tests.sites import small_site, write

pytest.importorskip("pypandoc", reason="the extra `ingest` is not installed")
pytest.importorskip("pypdf", reason="the extra `ingest` is not installed")

DOCUMENTS = Path(__file__).parent / "documents"
KNOWN = Context(publications=(("The Foreland Gazette", "9999-013X"),))
OF_A_WORD_PROCESSOR = ("docx", "odt", "rtf")
FORMATS = (*OF_A_WORD_PROCESSOR, "pdf")
BODY = """\
Every evening the keepers of Foreland climb the **north tower** and light a lantern that can be seen, as they say, \
*from here to the far shore*; it has been so for as long as anybody can remember.[^1]

## The oil and the wick

The oil comes from the mill, of which [a list is kept](<https://mill.example/oil_store>). The keepers write \
\\*three\\* stars, {{ braces }}, \\<b>tags\\</b> and file_names as they please, and nothing comes of it.

- one can of oil for the **winter** nights
- one wick for every week

### What was counted

| Month | Cans \\| lit |
| --- | --- |
| March | 12 |
| April | 9 |

1. Light the lamp before the bell.
2. Put it out after the second boat.

![](/IMAGE)

The keepers still hold that a lantern which nobody looks at burns more slowly, although the last count of the cans \
does not bear this out at all.

[^1]: See the *Harbour Book*, page 12.
"""


def read(kind: str) -> Reading:
    data = (DOCUMENTS / f"lantern-keepers.{kind}").read_bytes()
    (reading,) = receive(data, f"lantern-keepers.{kind}", KNOWN)
    return reading


def html_read(source: str) -> Reading:
    return read_document(read_html(source, "page.html"), Context())


@pytest.mark.parametrize("kind", OF_A_WORD_PROCESSOR)
def test_the_body_keeps_what_the_format_knows(kind: str) -> None:
    reading = read(kind)
    assert re.sub(r"images/[\w.-]+", "IMAGE", reading.body) == BODY


@pytest.mark.parametrize("kind", FORMATS)
def test_title_masthead_and_byline_are_found_by_the_grammar(kind: str) -> None:
    reading = read(kind)
    assert reading.title == "The Lantern Keepers of Foreland"
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Marsh", "Bo Quill"]
    assert (reading.publication, reading.issn) == ("The Foreland Gazette", "9999-013X")
    assert (reading.volume, reading.issue) == ("4", "2")


@pytest.mark.parametrize("kind", OF_A_WORD_PROCESSOR)
def test_the_image_above_the_text_is_its_figure(kind: str) -> None:
    reading = read(kind)
    (caption,) = reading.captions
    assert (caption.text, caption.credit, caption.licence) == (
        "The lantern on the north pier",
        "Mara Thorne",
        "CC BY 4.0",
    )
    assert caption.src == reading.pictures[0].address
    assert [picture.data[:4] for picture in reading.pictures] == [b"\x89PNG", b"\x89PNG"]
    assert not [remark for remark in reading.remarks if remark.key == "figure-without-image"]


def test_a_pdf_keeps_fonts_links_headings_and_images() -> None:
    body = read("pdf").body
    assert "climb the **north tower** and light a lantern" in body
    assert "*from here to the far shore*; it has been so for as long as anybody can remember.¹" in body
    assert "[a list is kept](<https://mill.example/oil_store>)" in body
    assert "## The oil and the wick" in body
    assert "- one can of oil for the **winter** nights\n- one wick for every week" in body
    assert len(re.findall(r"!\[\]\(/images/lantern-keepers-[0-9a-f]{12}\.png\)", body)) == 2


def test_a_pdf_says_what_it_cannot_know() -> None:
    assert "from-pdf" in {remark.key for remark in read("pdf").remarks}


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_bytes_are_read_in_the_same_way(kind: str) -> None:
    assert read(kind) == read(kind)


# -- in a site -------------------------------------------------------------------------------------------------------


def test_documents_become_articles_with_their_images(tmp_path: Path) -> None:
    files = {f"seeds/lantern-{kind}.{kind}": (DOCUMENTS / f"lantern-keepers.{kind}").read_bytes() for kind in FORMATS}
    site = write(small_site(tmp_path / "site"), files)
    assert main(["-q", "-C", str(site), "build"]) == 0
    pages = [page.read_text("utf-8") for page in (site / "output").rglob("index.html")]
    shown = [page for page in pages if "<h1" in page and "north tower</strong>" in page]
    assert len(shown) == 4
    for page in shown:
        for image in re.findall(r'<img[^>]* src="[./]*(images/lantern-[^"]+)"', page):
            assert (site / "output" / image).read_bytes() == (site / "static" / image).read_bytes()


def test_an_image_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    document = (DOCUMENTS / "lantern-keepers.docx").read_bytes()
    site = write(small_site(tmp_path / "site"), {"seeds/one.docx": document})
    assert main(["-q", "-C", str(site), "ingest"]) == 0
    before = {image: image.stat().st_mtime_ns for image in (site / "static/images").iterdir()}
    for article in (site / "content/articles").glob("the-lantern*"):
        article.unlink()
    assert main(["-q", "-C", str(site), "ingest", str(site / "seeds/one.docx")]) == 0
    assert {image: image.stat().st_mtime_ns for image in (site / "static/images").iterdir()} == before


def test_another_file_in_the_place_of_an_image_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = read("docx")
    name = f"static/{reading.pictures[0].address}"
    site = write(small_site(tmp_path / "site"), {name: "mine"})
    write(site, {"seeds/lantern-keepers.docx": (DOCUMENTS / "lantern-keepers.docx").read_bytes()})
    assert main(["-C", str(site), "ingest"]) == 1
    assert f"{name}: error: another image of this name is there already" in capsys.readouterr().err
    assert (site / name).read_text("utf-8") == "mine"
    assert not list((site / "content/articles").glob("the-lantern*"))


# -- words stay words ------------------------------------------------------------------------------------------------

STYLES: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: f"<b>{text}</b>",
    lambda text: f"<i>{text}</i>",
    lambda text: f"<b><i>{text}</i></b>",
    lambda text: f'<a href="https://pier.example/a_b(c)?d=*">{text}</a>',
    lambda text: f"<code>{text}</code>",
)
AWKWARD = st.text(st.sampled_from("ab .,*_`[]()<>#!|\\~^&;:=-+1{}%$“”\"'й"), min_size=1, max_size=12)
PIECES = st.lists(st.tuples(st.sampled_from(STYLES), AWKWARD), min_size=1, max_size=6)


class Words(HTMLParser):
    """The words of a page, without its tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""

    def handle_data(self, data: str) -> None:
        self.words += data


def words_of(html: str) -> str:
    parser = Words()
    parser.feed(html)
    parser.close()
    return "".join(parser.words.split())


def paragraph(pieces: list[tuple[Callable[[str], str], str]]) -> Any:  # noqa: ANN401 -- nodes of a tree
    """The nodes that pandoc gives for words in these styles, without starting it for each example."""
    kinds = {STYLES[1]: ["Strong"], STYLES[2]: ["Emph"], STYLES[3]: ["Strong", "Emph"]}
    nodes = []
    for style, text in pieces:
        node: dict[str, Any] = {"t": "Str", "c": text}
        if style is STYLES[5]:
            node = {"t": "Code", "c": [["", [], []], text]}
        for kind in reversed(kinds.get(style, [])):
            node = {"t": kind, "c": [node]}
        if style is STYLES[4]:
            node = {"t": "Link", "c": [["", [], []], [node], ["https://pier.example/a_b(c)?d=*", ""]]}
        nodes.append(node)
    return {"t": "Para", "c": nodes}


@given(PIECES)
def test_whatever_is_written_in_a_document_is_what_readers_see(
    pieces: list[tuple[Callable[[str], str], str]],
) -> None:
    from backfile.formats.prose import document_of  # beside its only use

    document = document_of([paragraph(pieces)], lambda *_: None)
    body = "\n\n".join(mark.markdown for mark in document.marks.values())
    result = typeset(body, {}, "")
    assert words_of(result.prose.html) == "".join("".join(text for _, text in pieces).split())
    assert result.broken == ()


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>one <b>two </b>three</p>", "one **two** three"),
        ("<p>a<b>b</b>c</p>", "a**b**c"),
        ("<p>a<b>“b”</b>c</p>", "a“**b**”c"),
        ("<p><b>one</b><i>two</i></p>", "**one**_two_"),
        ("<p><b><i>both</i></b></p>", "***both***"),
        ("<p>H<sub>2</sub>O, m<sup>2</sup>, 19<sup>th</sup></p>", "H₂O, m², 19th"),
        ("<p>one<br>two</p>", "one\\\ntwo"),
        ("<p>Look!<a href='https://pier.example/'>here</a></p>", "Look\\![here](<https://pier.example/>)"),
        ("<p><a href='javascript:alert(1)'>here</a></p>", "here"),
        ("<p><a href='#note'>here</a></p>", "here"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a *b*\n  c</pre>", "```\na *b*\n  c\n```"),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "a\n\nb"),
        ("<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
         "| a |  |\n| --- | --- |\n| b | c |"),
        ("<p>1. no list</p>", "1\\. no list"),
        ("<p># no heading</p>", "\\# no heading"),
        ("<p><del>a</del> <u>b</u> <mark>c</mark></p>", "a b c"),
    ],
)  # fmt: skip
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    document = read_html(html, "page.html")
    written = ""
    for mark in document.marks.values():
        written += (mark.joint if written else "") + mark.markdown
    assert written == markdown


def test_a_link_that_cannot_be_followed_is_said() -> None:
    reading = html_read("<h1>On Piers</h1><p>See <a href='../other.html'>there</a>, in so many words.</p>")
    assert [remark.sentence for remark in reading.remarks if remark.key == "link-left-out"] == [
        "1 links of the document lead to no web address, such as “../other.html”; their words were kept as text."
    ]


def test_a_bold_line_is_a_heading_where_it_stands_as_one() -> None:
    prose = "<p>Many words about piers stand here, and they go on for quite a while before they end.</p>"
    reading = html_read(f"<h1>On Piers</h1>{prose}<p><b>The second pier</b></p>{prose}")
    assert "\n\n## The second pier\n\n" in reading.body


def test_a_note_of_a_field_is_not_lost() -> None:
    note = (
        '<sup><a href="#fn1" role="doc-noteref">1</a></sup></p><p>Words about piers, and more of them.</p>'
        '<section role="doc-endnotes"><ol><li id="fn1"><p>She lives on one.</p></li></ol></section>'
    )
    reading = html_read(f"<h1>On Piers</h1><p>Author: Anna Marsh{note}")
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Marsh"]
    assert any("“She lives on one.”" in remark.sentence for remark in reading.remarks)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"{\\rtf1 a}", "a.txt", "rtf"),
        (b"<!DOCTYPE html><p>a", "a.txt", "html"),
        (b"\xef\xbb\xbf<html>", "a.doc", "html"),
        (b"<p>a</p>", "a.htm", "html"),
        (b"%PDF-1.7", "a", "pdf"),
        (b"a *b*", "a.md", "md"),
        (b"a *b*", "a.txt", ""),
        (b"a <html> b", "a.txt", ""),
    ],
)
def test_bytes_say_what_a_file_is(data: bytes, name: str, kind: str) -> None:
    assert format_of(data, name) == kind
