from __future__ import annotations

import time

import pytest

from backfile.formats.posts import Image, whole_html

IMAGES = {"7": Image(address="https://old.example/a.png", alt="A “pier”", caption="One < two")}


def html(text: str) -> str:
    return whole_html(text, IMAGES.get).html.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\r\n\r\ntwo", "<p>one</p>\n<p>two</p>"),
        ("<p>one</p>\n\ntwo", "<p>one</p><p>two</p>"),
        ("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("<!-- wp:paragraph --><p>one</p>\n\n<p>two</p><!-- /wp:paragraph -->", "<p>one</p>\n\n<p>two</p>"),
        ("words [sic] and [1] more", "<p>words [sic] and [1] more</p>"),
        ("[[escaped]] and [link](https://old.example/)", "<p>[[escaped]] and [link](https://old.example/)</p>"),
        ('[box color="red"]words[/box]', "<p>words</p>"),
        ("[su_thing]words[/su_thing]", "<p>words</p>"),
    ],
)
def test_a_post_is_whole_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_a_caption_becomes_a_figure() -> None:
    text = '[caption id="x" width="3"]<a href="b"><img src="a.png" /></a> Words <em>here</em>[/caption]'
    assert (
        html(text)
        == '<figure><a href="b"><img src="a.png" /></a><figcaption> Words <em>here</em></figcaption></figure>'
    )


def test_a_gallery_becomes_its_images_and_says_which_are_missing() -> None:
    post = whole_html('[gallery columns="2" ids="7,8"]', IMAGES.get)
    assert post.html.strip() == (
        '<figure><img src="https://old.example/a.png" alt="A “pier”"><figcaption>One &lt; two</figcaption></figure>'
    )
    assert post.left_out == (("gallery", 1),)


def test_other_shortcodes_are_counted() -> None:
    post = whole_html('[contact-form-7 id="1"] and [vc_row][vc_column]words[/vc_column][/vc_row]', IMAGES.get)
    assert post.html.strip() == "<p>and words</p>"
    assert post.left_out == (("contact-form-7", 1), ("vc_column", 1), ("vc_row", 1))


def test_many_brackets_take_no_time() -> None:
    start = time.monotonic()
    whole_html("[a " * 30_000 + "[caption]" * 5_000 + "<table>" * 3_000, IMAGES.get)
    assert time.monotonic() - start < 10
