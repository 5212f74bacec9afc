"""Several articles in one paste: cut where it is certain, pointed out where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.cli import main
from backfile.intake.reading import Context, read_seeds
from tests.sites import small_site, write

PROSE = "Words about {0} stand here, and they go on for a while, and then, after some more of them, they end."


def article(title: str, author: str, above: str = "") -> str:
    return (
        f"{title}\n\n{above}The Foreland Gazette ISSN 9999-013X Volume 3 Issue 4\nAuthor: {author}\n\n"
        f"{PROSE.format(title.lower())}\n\nA Second Part\n\n{PROSE.format('the same')}\n"
    )


PIERS = article("On Piers", "Anna Marsh")
BUOYS = article("On Buoys", "Bo Quill", "Buoys in the bay\nThe third buoy (Credits: Mara Thorne, CC BY 4.0)\n\n")
ROPES = article("On Ropes", "Mara Thorne & Bo Quill")
KNOWN = Context(publications=(("The Foreland Gazette", "9999-013X"),))


def read(text: str) -> list[tuple[str, list[str]]]:
    readings = read_seeds(text.encode(), KNOWN)
    return [(one.title, [credit.name.printed for credit in one.byline.credits]) for one in readings]


def test_three_articles_are_three() -> None:
    readings = read_seeds(f"{PIERS}\n\n{BUOYS}\n\n{ROPES}".encode(), KNOWN)
    assert read(f"{PIERS}\n\n{BUOYS}\n\n{ROPES}") == [
        ("On Piers", ["Anna Marsh"]),
        ("On Buoys", ["Bo Quill"]),
        ("On Ropes", ["Mara Thorne", "Bo Quill"]),
    ]
    assert [one.captions[0].credit for one in readings if one.captions] == ["Mara Thorne"]
    for reading, topic in zip(readings, ("on piers", "on buoys", "on ropes"), strict=True):
        assert reading.body.count("Words about ") == 2
        assert f"Words about {topic}" in reading.body
        assert reading.headings == ("A Second Part",)


def test_lines_are_those_of_the_whole_seed() -> None:
    text = f"{PIERS}\n\n{ROPES}"
    _, ropes = read_seeds(text.encode(), KNOWN)
    (title,) = [one.line for one in ropes.evidence if one.field == "title"]
    assert text.splitlines()[title - 1] == "On Ropes"


@pytest.mark.parametrize(
    "between",
    [
        "Related Posts\n\nOn Lamps\n\n",  # is On Lamps the title of what follows, too?
        "A Last Part\n\nwith a list of words\n\n",
        "",
    ],
    ids=["related", "words", "no title"],
)
def test_what_is_not_certain_is_not_cut(between: str) -> None:
    second = ROPES if between else ROPES.removeprefix("On Ropes\n\n")
    (reading,) = read_seeds(f"{PIERS}\n{between}{second}".encode(), KNOWN)
    assert reading.title == "On Piers"
    assert [remark.key for remark in reading.remarks].count("several-articles") == 1


@pytest.mark.parametrize(
    "text",
    [
        PIERS,
        PIERS + "\nThe Foreland Gazette ISSN 9999-013X Volume 3 Issue 4\n",  # the foot of a page
        PIERS + "\nIn The Foreland Gazette, Volume 2, Issue 1, the author: someone, wrote the opposite of this.\n",
    ],
)
def test_one_article_is_one(text: str) -> None:
    (reading,) = read_seeds(text.encode(), KNOWN)
    assert reading.title == "On Piers"
    assert "several-articles" not in {remark.key for remark in reading.remarks}


def test_a_page_printed_twice_is_not_two_articles() -> None:
    (reading,) = read_seeds(f"{PIERS}\n\n{PIERS}".encode(), KNOWN)
    assert "several-articles" in {remark.key for remark in reading.remarks}


def test_each_becomes_a_manuscript_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write(small_site(tmp_path / "site"), {"seeds/issue.txt": f"{PIERS}\n\n{BUOYS}"})
    assert main(["-C", str(site), "build"]) == 0
    said = capsys.readouterr()
    assert "seeds/issue.txt → content/articles/on-piers.md" in said.out
    assert "seeds/issue.txt#2 → content/articles/on-buoys.md" in said.out
    assert "seeds/issue.txt: advice: there are 2 articles in this seed; each became a manuscript" in said.err
    before = sorted(path.name for path in (site / "content/articles").iterdir())
    for command in ("build", "ingest"):
        assert main(["-C", str(site), command]) == 0
        assert "gone" not in capsys.readouterr().err
    assert sorted(path.name for path in (site / "content/articles").iterdir()) == before
