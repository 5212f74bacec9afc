"""What a PDF's pages hold beside their text: running heads, footnotes, tables; and several articles in one document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.build.compose import manuscript_of
from backfile.build.reception import receive
from backfile.formats.layout import Row, mark_tables, take_heads, take_notes
from backfile.formats.runs import Run
from backfile.intake.record import Context, Reading

pytest.importorskip("pypandoc", reason="the extra `ingest` is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra `ingest` is not installed")

DOCUMENTS = Path(__file__).parent / "documents"
KNOWN = Context(publications=(("The Foreland Gazette", "9999-013X"),))


def read(name: str) -> tuple[Reading, ...]:
    return receive((DOCUMENTS / name).read_bytes(), name, KNOWN)


def row(text: str, y: float, size: float = 12.0, *, starts: tuple[float, ...] = (0.0,)) -> Row:
    return Row(y=y, size=size, runs=[Run(text=each) for each in text.split("|")], starts=list(starts))


def test_a_pdf_of_several_pages_is_read_as_its_article() -> None:
    (reading,) = read("pier-accounts.pdf")
    assert reading.title == "The Accounts of the North Pier"
    assert [credit.name.printed for credit in reading.byline.credits] == ["Anna Marsh"]
    assert (reading.publication, reading.volume, reading.issue) == ("The Foreland Gazette", "4", "2")
    assert reading.headings == ("What was counted", "What was not")


def test_its_notes_and_tables_are_notes_and_tables() -> None:
    (reading,) = read("pier-accounts.pdf")
    rows = ("| Month | Boats | Cans of oil |", "| --- | --- | --- |", "| March | 12 | 140 |", "| April | 9 | 96 |")
    assert "\n\n" + "\n".join(rows) + "\n| May | 21 | 203 |\n\n" in reading.body
    assert "nobody was allowed to take home.[^1]\n" in reading.body
    assert "until the day on which the ice broke up.[^2]\n" in reading.body
    assert "which was then read out aloud.[^3]\n" in reading.body
    assert "[^3]: Letter of Bo Quill to the council, kept in the mill.\n" in reading.body
    assert "of it in the margin there, which is worth reading" in reading.body


def test_running_heads_are_left_out_and_said() -> None:
    (reading,) = read("pier-accounts.pdf")
    assert "Gazette" not in reading.body
    (said,) = [remark.sentence for remark in reading.remarks if remark.key == "running-heads"]
    assert "“The Foreland Gazette 4 (2)”" in said


def test_no_word_of_a_pdf_is_lost() -> None:
    pages = pypdf.PdfReader(DOCUMENTS / "pier-accounts.pdf").pages
    words = set(re.findall(r"[^\W_]+", " ".join(page.extract_text() for page in pages)))
    words -= {"1See", "2The", "1Letter", "home1", "up2", "aloud1"}  # a note's number stands right beside its words
    words -= {"ISSN", "Volume", "Issue", "Author"}
    (reading,) = read("pier-accounts.pdf")
    assert words <= set(re.findall(r"[^\W_]+", manuscript_of(reading, "pier-accounts.pdf")))


def test_one_document_may_hold_several_articles() -> None:
    first, second = read("two-papers.docx")
    assert (first.title, first.issue, second.title, second.issue) == (
        "The Accounts of the North Pier", "2", "The Winter of the Clerk", "3",
    )  # fmt: skip
    assert [reading.byline.credits[0].name.printed for reading in (first, second)] == ["Anna Marsh", "Bo Quill"]
    assert "[^1]" not in first.body
    assert second.body.endswith(
        "until the day on which the ice broke up.[^1]\n\n[^1]: See the Harbour Book, page 12.\n"
    )


def test_a_head_of_two_pages_is_text() -> None:
    pages = [[row("Head", 800), row("Words", 700), row("More", 600), row("Yet more", 500), row("Last", 400)]] * 2
    assert take_heads(pages) == ([pages[0], pages[1]], ())


def test_small_letters_without_a_mark_in_the_text_are_text() -> None:
    page = [row("Words|¹", 700, starts=(0, 30)), row("1 A note", 100, 9), row("2 A box", 90, 9)]
    kept, notes = take_notes([page], 12)
    assert [each.text for each in kept[0]] == ["Words", "2 A box"]
    assert [[each.text for each in found] for found in notes.values()] == [["1 A note"]]


def test_columns_of_running_text_are_no_table() -> None:
    column = "Words that fill the line of a column, as"
    page = [row(f"{column}|{column}", 700 - 14 * place, starts=(0, 300)) for place in range(9)]
    mark_tables(page)
    assert not any(each.cells for each in page)


def test_two_lines_with_a_gap_are_no_table() -> None:
    page = [row("Signed|Anna Marsh", 700, starts=(0, 300)), row("In|Foreland", 680, starts=(0, 300))]
    mark_tables(page)
    assert not any(each.cells for each in page)
