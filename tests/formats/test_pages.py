"""Saved web pages: the article is found, and the page around it is not."""

from __future__ import annotations

import pytest

from backfile.build.reception import receive
from backfile.formats.page import article_in, text_of_page
from backfile.intake.record import Context, Reading

pytest.importorskip("pypandoc", reason="the extra `ingest` is not installed")

PROSE = "Words about piers stand here, and they go on for a while, and then, after some more of them, they end."
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 30
PAGE = f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>On Piers | The Foreland Gazette</title>
<script>alert("no text")</script><style>p {{ color: red }}</style></head>
<body>
<header><a href="/">The Foreland Gazette</a></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about/">About</a></li></ul></nav>
<main>
<article>
<h1>On Piers</h1>
<p>The Foreland Gazette ISSN 9999-013X Volume 3 Issue 4<br>Author: Anna Marsh</p>
<img src="On%20Piers_files/pier.png" alt="The pier">
<p>{PROSE}</p>
<aside>Read our other articles, which are not this one.</aside>
<h2>The second pier</h2>
<p>{PROSE} &lt;b&gt; is a tag, {{{{ this }}}} is a brace &amp; that is all.</p>
<div class="sharedaddy sd-block"><p>Share this with everybody you know, please.</p></div>
</article>
<article><h2>Another</h2><p>A teaser.</p></article>
</main>
<footer>All rights reserved.</footer>
</body></html>
"""


def read(source: bytes, images: dict[str, bytes] | None = None) -> Reading:
    (reading,) = receive(source, "On Piers.html", Context(), (images or {}).get)
    return reading


def test_a_saved_page_is_read_as_its_article() -> None:
    reading = read(PAGE.encode(), {"On Piers_files/pier.png": PNG})
    assert reading.title == "On Piers"
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Marsh"]
    assert (reading.volume, reading.issue) == ("3", "4")
    assert reading.body == (
        f"{PROSE}\n\n## The second pier\n\n{PROSE} \\<b> is a tag, {{{{ this }}}} is a brace & that is all.\n"
    )
    assert reading.captions[0].alt == "The pier"
    assert [picture.data for picture in reading.pictures] == [PNG]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("windows-1251", "cp1251"), ("iso-8859-1", "latin-1"), ("utf-8", "utf-8"), ("", "utf-8"), ("nonsense", "utf-8")],
)
def test_the_encoding_is_the_one_that_the_page_names(declared: str, codec: str) -> None:
    word = "Причал" if codec == "cp1251" else "Jetée"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    source = text_of_page(f"<html><head>{meta}</head><body><p>{word}</p>".encode(codec))
    assert source is not None
    assert word in source


def test_the_title_of_the_page_stands_in_for_one_that_the_article_lacks() -> None:
    source = f"<html><head><title>On Piers</title></head><body><p>By Anna Marsh</p><p>{PROSE}</p></body></html>"
    reading = read(source.encode())
    assert reading.title == "On Piers"


def test_an_image_in_the_page_itself_is_carried_along() -> None:
    gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    source = f"<html><body><h1>On Piers</h1><p>{PROSE}</p><p><img alt='A dot' src='data:image/gif;base64,{gif}'></p>"
    reading = read(source.encode())
    assert [picture.data[:6] for picture in reading.pictures] == [b"GIF89a"]
    assert f"![A dot](/{reading.pictures[0].address})" in reading.body


def test_an_image_that_may_hold_a_program_is_left_out() -> None:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    source = f"<html><body><h1>On Piers</h1><p>{PROSE}</p><p><img alt='A chart' src='chart.svg'></p>"
    reading = read(source.encode(), {"chart.svg": svg})
    assert reading.pictures == ()
    assert "chart" not in reading.body
    assert any("“A chart”" in remark.sentence for remark in reading.remarks if remark.key == "image-left-out")


@pytest.mark.parametrize(
    "source",
    [
        "<article>" * 2000 + "words",
        "<nav>" * 2000 + "words",
        "</article></main></nav>words",
        "<article><nav></article>words",
        "<!-- never closed",
        "<",
        "<a" * 5000,
        "&" * 5000,
    ],
)
def test_tags_that_do_not_fit_together_do_no_harm(source: str) -> None:
    kept, _ = article_in(source)
    assert kept in source or "<nav" in source
