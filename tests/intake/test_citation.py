from __future__ import annotations

import pytest

from backfile.archive.names import has_doubtful_split, parse_name
from backfile.intake.headings import looks_like_heading
from backfile.intake.masthead import read_masthead
from backfile.intake.reading import Context, Reading, read_seed

PROSE = (
    "The ferry ran twice a day until the board decided that a single crossing would do, and nobody on either shore "
    "was asked whether it would.\n\nThe board has not met since."
)


def read(*front: str) -> Reading:
    return read_seed("\n\n".join([*front, PROSE]).encode(), Context())


def keys(reading: Reading) -> set[str]:
    return {remark.key for remark in reading.remarks}


@pytest.mark.parametrize("citation", [
    "How to cite: Kern, A. (2021). Fog and Salt. Delta Notes, 13(2), 49-59.",
    "To cite this article: Anna Kern (2021) Fog and Salt, Delta Notes, 13(2), 49-59, DOI: 10.5555/dn.1",
    "Reference:\nKern A. Fog and Salt // Delta Notes. 2021. Vol. 13, No. 2. P. 49-59.",
    "Для цитирования: Керн А. (2021) Fog and Salt. Delta Notes, 13(2), 49-59.",
])  # fmt: skip
def test_a_citation_tells_title_and_publication(citation: str) -> None:
    reading = read(citation, "World of Rivers", "Fog and Salt")
    assert (reading.title, reading.publication, reading.volume) == ("Fog and Salt", "Delta Notes", "13")
    assert (reading.issue, reading.pages, reading.date and reading.date.iso) == ("2", "49-59", "2021")


def test_what_other_lines_state_goes_before_the_citation() -> None:
    reading = read("Cite as: Kern, A. (2021). Fog and Salt. Delta Notes, 13(2).", "Fog and Salt", "Volume 14, Issue 1")
    assert (reading.publication, reading.volume, reading.issue) == ("Delta Notes", "14", "1")


def test_a_menu_is_left_out_whatever_else_is_in_it() -> None:
    reading = read("Home\nAnalysis\nPodcast\nContact", "Fog and Salt", "by Anna Kern")
    assert reading.title == "Fog and Salt"
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Kern"]
    assert "Podcast" not in reading.body


def test_the_kind_of_text_is_no_title() -> None:
    assert read("Research Article", "Fog and Salt", "By Anna Kern").title == "Fog and Salt"


def test_a_rival_of_the_title_is_pointed_out() -> None:
    reading = read("The Salt of the North", "Three Winters on the Pass", "Volume 3, Issue 2", "Author: Anna Kern")
    assert reading.title == "The Salt of the North"
    assert "title-by-place" in keys(reading)


def test_a_heading_below_the_title_is_pointed_out() -> None:
    assert "heading-doubtful" in keys(read("Fog and Salt", "The Coast of the Map"))
    assert "heading-doubtful" not in keys(read("Fog and Salt", "Introduction"))


def test_page_numbers_and_running_titles_are_left_out() -> None:
    reading = read("Fog and Salt", "By Anna Kern", PROSE, "17", PROSE, "18", "Fog and Salt")
    assert [left.text for left in reading.left_out] == ["17", "18", "Fog and Salt"]


@pytest.mark.parametrize("text", [
    "870", "Salt, Harbours, Pilots", "14 March 2021", "Talvik, 9 October 2020", "Q: Who reads the channel?",
])  # fmt: skip
def test_no_headings(text: str) -> None:
    assert not looks_like_heading(text)


@pytest.mark.parametrize(("text", "issue"), [
    ("Delta Notes, Vol. 14, No. 3, Supplement 1", "3, Supplement 1"),
    ("Delta Notes, Vol. 14, Special Issue 2", "Special Issue 2"),
    ("Alpenhefte, Band 7, Sonderheft 2", "Sonderheft 2"),
])  # fmt: skip
def test_issues_beside_the_count_keep_their_word(text: str, issue: str) -> None:
    masthead = read_masthead(text)
    assert masthead is not None
    assert masthead.issue == issue


@pytest.mark.parametrize(
    "text",
    [
        "This interview first appeared in Tidal Notes, Volume 9, Issue 3 (March 2021).",
        "Questo saggio è apparso in Carte di Valle, Volume 4, n. 2",
    ],
)
def test_a_sentence_about_an_issue_is_no_masthead(text: str) -> None:
    assert read_masthead(text) is None


@pytest.mark.parametrize(("text", "family"), [
    ("Siobhan Mac Aodha", "Mac Aodha"),
    ("Annegret Freifrau von der Lühe", "Freifrau von der Lühe"),
    ("María José García Lorente", "García Lorente"),
    ("Gabriel García Márquez", "García Márquez"),
    ("João Silva Costa", "Costa"),
    ("José García", "García"),
])  # fmt: skip
def test_family_names_of_several_words(text: str, family: str) -> None:
    assert parse_name(text).family_name == family


@pytest.mark.parametrize(("text", "is_doubtful"), [
    ("María José García Lorente", True), ("João Silva Costa", True), ("Nguyen Thi Minh Hoa", True),
    ("Anna Maria Kern", False), ("Мария Ильинична Заозёрская", False), ("J. R. R. Kern", False),
    ("João da Silva", False),
])  # fmt: skip
def test_a_family_name_that_words_do_not_prove_is_pointed_out(text: str, is_doubtful: bool) -> None:  # noqa: FBT001
    assert has_doubtful_split(parse_name(text)) is is_doubtful


@pytest.mark.parametrize(("text", "said"), [
    ("Tide Studies 12:3 (2020), 1–9", ("12", "3", "2020", "1-9")),
    ("Tide Studies 12 (2020), 1–9", ("12", "", "2020", "1-9")),
    ("Tide Studies 12(3), 1–9", ("12", "3", "", "1-9")),
])  # fmt: skip
def test_numbers_without_labels(text: str, said: tuple[str, str, str, str]) -> None:
    masthead = read_masthead(text)
    assert masthead is not None
    date = masthead.date.iso if masthead.date else ""
    assert (masthead.volume, masthead.issue, date, masthead.pages) == said


def test_a_name_beside_others_in_another_order_is_pointed_out() -> None:
    reading = read("Fog and Salt", "Авторы: Корнев Андрей Борисович; Ильина-Бауэр Мария")
    assert "byline-unclear" in keys(reading)


def test_a_family_name_in_capitals_may_stand_first() -> None:
    assert parse_name("MOROV Yuri").family_name == "MOROV"


def test_several_dates_alone_on_their_lines_are_no_date_of_publication() -> None:
    reading = read("Chronology of a Ferry", "12 May 2019\nThe board meets.", "14 June 2019")
    assert reading.date is None
    assert "date-unclear" in keys(reading)
    assert "12 May 2019" in reading.body


def test_forms_of_address_with_endings_are_left_out() -> None:
    reading = read("Schlick und Schuld", "Verfasserin: Dr.in Ottilie Krahn M.A.")
    assert [credit.name.printed for credit in reading.byline.credits] == ["Ottilie Krahn"]


def test_an_ordinal_before_its_label() -> None:
    masthead = read_masthead("Küste heute, 9. Jahrgang (2014), Nr. 1, Seiten 4-9")
    assert masthead is not None
    assert (masthead.volume, masthead.issue, masthead.pages) == ("9", "1", "4-9")


def test_a_numbered_heading_is_no_affiliation_of_that_number() -> None:
    reading = read("Fog and Salt", "Anna Kern1 and Luca Bell2", "1. Introduction")
    assert reading.headings == ("1. Introduction",)
    assert [credit.affiliation for credit in reading.byline.credits] == ["", ""]
