from __future__ import annotations

import pytest

from backfile.archive.vocabulary import Tag, Vocabulary

SEA = Tag(slug="sea", label="The Sea")
TIDES = Tag(slug="tides", label="Tides & Time", aliases=("ebb", "Прилив"), broader="sea")
FOG = Tag(slug="fog", label="Fog", broader="sea")
VOCABULARY = Vocabulary(tags=(SEA, TIDES, FOG))


@pytest.mark.parametrize("words", ["tides", "Tides & Time", "TIDES  & time", "ebb", "прилив"])
def test_a_tag_is_found_by_each_of_its_words(words: str) -> None:
    assert VOCABULARY.find(words) is TIDES
    assert VOCABULARY.tag_for(words) is TIDES


@pytest.mark.parametrize("words", ["tide", "ropes", ""])
def test_other_words_are_not_found(words: str) -> None:
    assert VOCABULARY.find(words) is None


def test_a_word_without_a_tag_is_a_tag_of_its_own() -> None:
    assert VOCABULARY.tag_for("Ropes & Tar") == Tag(slug="ropes-tar", label="Ropes & Tar")


def test_a_broader_tag_knows_the_narrower_ones() -> None:
    assert VOCABULARY.narrower == {"sea": (TIDES, FOG)}
