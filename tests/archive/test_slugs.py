from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backfile.archive import slugs
from backfile.archive.slugs import slug


@pytest.mark.parametrize(("text", "address"), [
    ("Italy’s Weak Foreign Policy", "italys-weak-foreign-policy"),
    ("Éluard & Øre: Łódź", "eluard-ore-lodz"),
    ("Щёлково, подъезд", "shchelkovo-podezd"),
    ("Αθήνα", "athina"),
    ("თბილისი", "tbilisi"),
    ("Երևան", "erevan"),
    ("Straße 7/8", "strasse-7-8"),
    ("東京 日記", "東京-日記"),
    ("…", "untitled"),
    ("", "untitled"),
    ("../../etc/passwd", "etc-passwd"),
    ("CON", "con-text"),
    ("com1", "com1-text"),
    ("Consul", "consul"),
])  # fmt: skip
def test_slugs(text: str, address: str) -> None:
    assert slug(text) == address


def test_long_texts_are_cut_between_words() -> None:
    assert slug("word " * 40) == "-".join(["word"] * 16)
    assert slug("x" * 300) == "x" * 80


@given(st.text())
@example("İstanbul")
@example("ﬁ ŉ ǰ ẞ")
def test_a_slug_is_a_safe_name_and_its_own_slug(text: str) -> None:
    address = slug(text)
    assert address
    assert slug(address) == address
    assert len(address) <= 80
    assert len(address.encode()) <= 255
    assert not set(address) & set('./\\:*?"<>| \0\n\r\t')
    assert not address.startswith("-")


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_gives_what_the_long_way_gives(text: str) -> None:
    assert slugs._ascii_words(text) == slugs._words(text)
