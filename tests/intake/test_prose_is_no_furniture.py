"""What begins like a button, a price or Russian, and is none."""

from __future__ import annotations

import pytest

from backfile.intake.language import language_of
from backfile.intake.reading import Context, Reading, read_seed

_BODY = "The harbour was built in 1872 by engineers, and the storm of last winter broke its mole in two places.\n\n"


def _read(text: str) -> Reading:
    return read_seed(text.encode(), Context())


@pytest.mark.parametrize(
    "paragraph",
    [
        "The views expressed by the President on Tuesday marked a shift in policy, and the opposition said so at once.",
        "Abmelden mussten sich im Jahr 1938 alle Vereine der Stadt, und kaum einer von ihnen kam je zurück.",
        "Uploaded by a neighbour, the video was seen by the whole town before the police knew that it was there.",
    ],
)
def test_a_sentence_that_begins_like_a_button_stays(paragraph: str) -> None:
    reading = _read(f"The Harbour\n\nAuthor: Anna Marsh\n\n{_BODY}{paragraph}\n\n{_BODY}")
    assert paragraph in reading.body


@pytest.mark.parametrize("title", ["Oil at $99.50: What It Means for Baku", "The 300 Pages That Changed Georgia"])
def test_a_title_that_names_a_price_or_pages_is_one(title: str) -> None:
    assert _read(f"{title}\n\nA View from the Harbour\n\nBy Anna Marsh\n\n{_BODY}{_BODY}").title == title


def test_a_price_below_the_byline_does_not_take_the_author_away() -> None:
    reading = _read(f"Oil and Baku\n\nBy Anna Marsh\n\nThe barrel at $99.50 changes all\n\n5 October 2023\n\n{_BODY}")
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Marsh"]


@pytest.mark.parametrize(
    "text",
    [
        "Қазақстан Республикасы өзін демократиялық, зайырлы, құқықтық және әлеуметтік мемлекет ретінде орнықтырады.",
        "Он је рођен у Београду и живео је тамо са мајком и оцем. Град и река су лепи и стари, и људи их много воле.",
        "Градът и реката са красиви и стари, и хората ги обичат. Когато дойде войната, всички избягаха от къщата.",
    ],
)
def test_other_languages_in_cyrillic_are_not_called_russian(text: str) -> None:
    assert language_of(text) == ""
