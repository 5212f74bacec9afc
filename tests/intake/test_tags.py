from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from backfile.intake.reading import Context, Term, read_seed
from backfile.intake.tags import suggest_tags
from backfile.manuscript.registers import read_tags

ROOT = Path(__file__).parents[2]
WELLS = Term(slug="wells", label="Wells", aliases=("water hole", "колодец"))
STATES = Term(slug="united-states", label="United States", aliases=("US",))


def test_a_passing_mention_is_no_tag() -> None:
    assert suggest_tags({"body": ["There was a well, and nobody used it."]}, [WELLS]) == ()


def test_a_word_in_the_title_is_a_tag_with_its_reason() -> None:
    (tag,) = suggest_tags({"title": ["Of Wells"], "body": ["A well, a water hole."]}, [WELLS])
    assert (tag.slug, tag.label, tag.reason) == ("wells", "Wells", "3 times, also in the title")


def test_inflected_forms_are_one_word() -> None:
    assert suggest_tags({"title": ["О колодцах"], "body": []}, [Term(slug="w", label="Колодц")])


def test_an_acronym_is_no_pronoun() -> None:
    assert suggest_tags({"title": ["What They Told us"], "body": ["They told us."] * 9}, [STATES]) == ()
    assert suggest_tags({"title": ["The US and Salt"], "body": []}, [STATES])


def test_the_seed_of_this_archive() -> None:
    terms = tomllib.loads((ROOT / "content" / "tags.toml").read_text("utf-8"))
    vocabulary = tuple(
        Term(slug=slug, label=term["label"], aliases=tuple(term["aliases"])) for slug, term in terms.items()
    )
    data = (ROOT / "seeds" / "nagorno-karabakh-crisis-italy.txt").read_bytes()
    slugs = [tag.slug for tag in read_seed(data, Context(vocabulary=vocabulary)).tags]
    assert slugs[:5] == ["azerbaijan", "italy", "nagorno-karabakh", "foreign-policy", "natural-gas"]
    assert "human-rights" in slugs
    assert not {"turkey", "migration", "ukraine"} & set(slugs)


def test_the_vocabulary_is_whole() -> None:
    terms = tomllib.loads((ROOT / "content" / "tags.toml").read_text("utf-8"))
    assert all(term.get("broader", slug) in terms for slug, term in terms.items())


@pytest.mark.parametrize(("text", "slug"), [
    ("Uzbek Cotton and the Courts", "uzbekistan"), ("Хлопок узбекских полей", "uzbekistan"),
    ("Die usbekischen Felder", "uzbekistan"), ("Чеченцев никто не спросил", "chechens"),
    ("Auf der Krim", "crimea"), ("Il Gruppo di Minsk tace", "osce-minsk-group"), ("ОДКБ без Еревана", "csto"),
])  # fmt: skip
def test_the_vocabulary_that_comes_along_knows_adjectives_and_endings(text: str, slug: str) -> None:
    vocabulary, problems = read_tags((ROOT / "content/tags.toml").read_text("utf-8"))
    terms = [Term(slug=tag.slug, label=tag.label, aliases=tag.aliases) for tag in vocabulary.tags]
    assert not problems
    assert slug in [tag.slug for tag in suggest_tags({"title": [text]}, terms)]
