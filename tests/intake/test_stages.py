"""The smaller stages: captions, boilerplate, headings, languages, labels."""

from __future__ import annotations

import pytest

from backfile.intake.blocks import read_body
from backfile.intake.boilerplate import boilerplate_reason, opens_related_posts
from backfile.intake.captions import parse_caption
from backfile.intake.headings import heading_depth, looks_like_heading
from backfile.intake.labels import labelled_parts, read_label
from backfile.intake.language import language_of
from backfile.intake.lines import split_lines
from backfile.intake.markdown import Heading, Items, Paragraph, Table


@pytest.mark.parametrize(("line", "text", "credit", "licence"), [
    ("Two men at a gate (Credits: Ida Kern, CC BY-SA 2.0, via Wikimedia Commons)", "Two men at a gate",
     "Ida Kern, via Wikimedia Commons", "CC BY-SA 2.0"),
    ("Two men at a gate (Ida Kern, CC BY 4.0, via Wikimedia Commons)", "Two men at a gate",
     "Ida Kern, via Wikimedia Commons", "CC BY 4.0"),
    ("A view (Image by Ida Kern from Pixabay)", "A view", "Ida Kern from Pixabay", ""),
    ("The map (of the north (old)) (Foto: Ida Kern)", "The map (of the north (old))", "Ida Kern", ""),
    ("Legend of colours (Credits: CC BY 4.0,", "Legend of colours", "", "CC BY 4.0"),
    ("Photo by Ida Kern on Unsplash", "", "Ida Kern on Unsplash", ""),
    ("Prices in 2020 (Source: Ministry of Salt)", "Prices in 2020", "Ministry of Salt", ""),
])  # fmt: skip
def test_captions(line: str, text: str, credit: str, licence: str) -> None:
    parsed = parse_caption(line)
    assert parsed is not None
    assert (parsed.text, parsed.credit, parsed.licence) == (text, credit, licence)


@pytest.mark.parametrize("line", [
    "He said that prices rose (Source: Ministry of Salt).", "The plan (see below)", "Photos matter most of all in war",
    "Photo Essay from the Harbour", "Deal signed (in May)",
])  # fmt: skip
def test_prose_is_no_caption(line: str) -> None:
    assert parse_caption(line) is None


def test_a_credit_that_names_nobody() -> None:
    parsed = parse_caption("At the gate (Credits:, CC BY 4.0, via Wikimedia Commons)")
    assert parsed is not None
    assert not parsed.has_name


@pytest.mark.parametrize("line", [
    "Share on Facebook", "Home » Analysis", "22 minuti, 45 secondi", "Home | About | Contact", "/", "No comments:",
    "Donate now",
    "Поделиться", "Kommentar hinterlassen", "We use cookies to improve your experience.",
    "If you find our work useful, please consider a donation: your contribution keeps us going.",
])  # fmt: skip
def test_boilerplate(line: str) -> None:
    assert boilerplate_reason(line)


@pytest.mark.parametrize("line", [
    "The government asked for donations to support the army, and you could hear the coins.", "Security",
    "The Home Front", "2021",
    "Sharing water was the oldest law of the valley.",
])  # fmt: skip
def test_what_only_sounds_like_boilerplate(line: str) -> None:
    assert not boilerplate_reason(line)


def test_related_posts() -> None:
    assert opens_related_posts("Related Posts")
    assert opens_related_posts("Читайте также:")
    assert not opens_related_posts("Related problems of the harbour")


@pytest.mark.parametrize(
    ("line", "depth"), [("2. Data", 1), ("2.1 Sampling", 2), ("2.1.3. Wells", 3), ("IV. Fazit", 1), ("Data", 0)]
)
def test_numbers_give_headings_their_depth(line: str, depth: int) -> None:
    assert looks_like_heading(line)
    assert heading_depth(line) == depth


@pytest.mark.parametrize(
    "line", ["It ended there.", "and so on", "“A quotation”", "The reasons are these:", "x" * 10 + ";"]
)
def test_lines_that_head_nothing(line: str) -> None:
    assert not looks_like_heading(line)


def test_blocks() -> None:
    text = (
        "A first paragraph of some length, so that it is prose, ends here.\n\nWhat Came\tof it\nOf this: A Heading\n\n"
        "• one\n• two\n\na\tb\nc\td\n\nThe Reasons\n\nThere were none.\n\nTbilisi"
    )
    blocks = read_body(split_lines(text)).blocks
    assert Items(items=("one", "two")) in blocks
    assert Table(rows=(("a", "b"), ("c", "d"))) in blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["The Reasons"]
    assert blocks[-1] == Paragraph(lines=("Tbilisi",))


def test_a_heading_on_two_lines_is_joined() -> None:
    lines = split_lines(
        "Offensive in the Valley:\nBackground of the Case\n\nIt began with a goat that crossed the river."
    )
    assert read_body(lines).blocks[0] == Heading(text="Offensive in the Valley: Background of the Case", line=1)


@pytest.mark.parametrize(("text", "code"), [
    ("The bridge is closed, and it has been so for a year; nobody at the ministry knows why.", "en"),
    ("Il ponte è chiuso da mesi e la gente non sa che cosa fare del tempo.", "it"),
    ("Die Brücke ist seit Monaten geschlossen und das Dorf hat sich mit der Stille abgefunden.", "de"),
    ("Закон не знает слова «тень», и в этом его беда: выгода растёт в тени.", "ru"),
    ("Закон не знає слова «тінь», і в цьому його біда.", "uk"),
    ("ხიდი დაკეტილია", "ka"),
    ("Xyz", ""),
    ("", ""),
])  # fmt: skip
def test_languages(text: str, code: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(("line", "field", "value"), [
    ("Author: Anna Kern", "author", "Anna Kern"), ("Автор(ы): Анна Когарт", "author", "Анна Когарт"),
    ("РЕФЕРАТ", "abstract", ""),
    ("Keywords---salt, wells", "keywords", "salt, wells"), ("Abstract. Trust is rare.", "abstract", "Trust is rare."),
    ("A cura di Anna Kern", "author", "Anna Kern"), ("Published 3 May 2021", "published", "3 May 2021"),
    ("Corresponding author: a@example.org", "corresponding", "a@example.org"),
])  # fmt: skip
def test_labels(line: str, field: str, value: str) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.field, label.value) == (field, value)


def test_several_labels_on_one_line() -> None:
    assert labelled_parts("Author: A B Published: 3 May 2021 Corresponding author: x@y.org") == (
        "Author: A B", "Published: 3 May 2021", "Corresponding author: x@y.org",
    )  # fmt: skip
