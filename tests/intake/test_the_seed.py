"""The one real text of this archive, as it was received."""

from __future__ import annotations

from pathlib import Path

from backfile.archive.identifiers import issn_check_digit_is_right
from backfile.intake.reading import Caption, Context, read_seed

SEED = Path(__file__).parents[2] / "seeds" / "nagorno-karabakh-crisis-italy.txt"


def test_everything_that_the_text_states_and_nothing_else() -> None:
    reading = read_seed(SEED.read_bytes(), Context())
    assert reading.title == (
        "Nagorno-Karabakh Crisis Exposed Italy’s Weak Foreign Policy Among Natural Gas and Human Rights"
    )
    assert (reading.publication, reading.issn, reading.volume, reading.issue) == (
        "Kavkaz Files",
        "2975-0474",
        "18",
        "7",
    )
    assert issn_check_digit_is_right(reading.issn)
    assert [credit.name.printed for credit in reading.byline.credits] == ["Giuliano Bifolchi", "Silvia Boltuc"]
    assert reading.captions == (
        Caption(
            text="The President of Italy, Sergio Mattarella, and the President of Azerbaijan, Ilham Aliyev",
            alt="The presidents of Italy and Azerbaijan",
            credit="via Wikimedia Commons",
            licence="CC BY 4.0",
            line=4,
        ),
    )
    assert reading.headings == (
        "Azerbaijan’s Military Offensive Against Nagorno-Karabakh: Background Information",
        "Italy’s Foreign Policy and Strategy on the Nagorno-Karabakh Crisis",
    )
    assert (reading.date, reading.doi, reading.subtitle, reading.abstract) == (None, "", "", "")
    assert (reading.language, reading.encoding, reading.eol) == ("en", "utf-8", "lf")


def test_what_a_person_is_told() -> None:
    reading = read_seed(SEED.read_bytes(), Context())
    assert sorted((remark.key, remark.line) for remark in reading.remarks) == [
        ("boilerplate-left-out", 65), ("credit-without-name", 4), ("figure-without-image", 4), ("lost-heading", 55),
        ("masthead-malformed", 6), ("missing-date", 0),
    ]  # fmt: skip
    assert [(left.line, left.reason) for left in reading.left_out] == [
        (65, "an appeal to subscribe or donate"), (67, "a list of other articles"),
    ]  # fmt: skip
    assert reading.body.startswith("The Azerbaijani military incursion")
    assert reading.body.endswith("the weakness of Italian foreign policy.\n")
