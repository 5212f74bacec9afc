from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.search.words import LONGEST, STRONGEST, counted, packed, prose_of, unpacked, words_in

LETTERS = st.text("abcXYZ éÉñßøйёЙЁ\u0301\u0306і“”’-_*.,:()[]<>\n\t\xad12İσς", max_size=60)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Night Watch", ["the", "night", "watch"]),
        ("Nagorno-Karabakh’s “crisis”", ["nagorno", "karabakh", "s", "crisis"]),
        ("città È perché", ["citta", "e", "perche"]),
        ("Häuser, Straße", ["hauser", "strasse"]),
        ("Ёлка, чай и за\u0301мок", ["елка", "чай", "и", "замок"]),  # й stays a letter of its own
        ("Ølvar Brændsund", ["olvar", "braendsund"]),
        ("Cafe\u0301 so\xadft", ["cafe", "soft"]),
        ("snake_case 1998 COVID19", ["snake", "case", "1998", "covid19"]),
        ("", []),
    ],
)
def test_words_are_folded_as_readers_type_them(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_no_word_is_longer_than_people_type() -> None:
    assert words_in("x" * 99 + " y") == ["x" * LONGEST, "y"]


@given(st.one_of(LETTERS, st.text()))
def test_a_text_is_counted_as_its_words_are(markdown: str) -> None:
    assert counted(markdown) == Counter(word.encode() for word in words_in(prose_of(markdown)))


@given(st.lists(st.one_of(LETTERS, st.text())))
def test_words_are_found_whatever_stands_around_them(texts: list[str]) -> None:
    joined = Counter(word for text in texts for word in words_in(text))
    assert Counter(words_in("\n".join(texts))) == joined


@given(st.one_of(LETTERS, st.text()))
def test_words_of_a_text_are_their_own_words(text: str) -> None:
    assert all(words_in(word) == [word] for word in words_in(text))


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("See [the report](https://reports.example/secret 'title') now", "see the report title now"),
        ("![A bridge](images/secret.jpg)", "a bridge"),
        ("Text.[^1]\n\n[^1]: A note\n[link]: https://secret.example/", "text 1 1 a note"),
        ("un*likely* **bold**", "unlikely bold"),
        ("| a | b |\n| --- | --- |\n| c | d |", "a b c d"),
    ],
)
def test_what_nobody_reads_of_markdown_is_not_counted(markdown: str, words: str) -> None:
    assert counted(markdown) == Counter(word.encode() for word in words.split())


def test_words_of_titles_weigh_more_and_long_texts_dilute_theirs() -> None:
    fields = [("On Lamps", 8)]
    weights = dict(unpacked(packed("A lamp and a rope, a rope.", fields, ["@marsh"])))
    assert set(weights) == {b"a", b"lamp", b"and", b"rope", b"on", b"lamps", b"@marsh"}
    assert weights[b"lamps"] > weights[b"rope"] > weights[b"lamp"] > weights[b"@marsh"] == 1
    assert dict(unpacked(packed("rope " + "and so on " * 2000, (), ())))[b"rope"] < weights[b"lamp"]


@given(LETTERS, st.lists(st.tuples(LETTERS, st.integers(1, 9)), max_size=3))
def test_every_word_of_an_article_is_packed_with_a_weight_that_fits(body: str, fields: list[tuple[str, int]]) -> None:
    found = dict(unpacked(packed(body, fields, ())))
    texts = [prose_of(body), *(text for text, _ in fields)]
    assert set(found) == {word.encode() for text in texts for word in words_in(text)}
    assert all(1 <= weight <= STRONGEST for weight in found.values())


def test_a_few_words_more_leave_the_weights_of_the_others() -> None:
    before = dict(unpacked(packed("word " * 100 + "rope and tar " * 300, (), ())))
    after = dict(unpacked(packed("word " * 100 + "rope and tar " * 300 + "more of it", (), ())))
    assert {word: after[word] for word in before} == before
