"""Whole archives: an export of WordPress and a folder of Markdown, both of an invented periodical."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from backfile.archive.article import Article
from backfile.archive.dates import PartialDate
from backfile.build.holdings import read_articles
from backfile.build.records import Records
from backfile.build.sources import Sources
from backfile.build.workers import Workers
from backfile.cli import main
from tests.sites import published, small_site, write

pytest.importorskip("pypandoc", reason="the extra `ingest` is not installed")
pytest.importorskip("defusedxml", reason="the extra `ingest` is not installed")

ARCHIVES = Path(__file__).resolve().parents[1] / "formats/archives"
WORDPRESS = ARCHIVES / "wordpress.xml"
JOURNAL = ARCHIVES / "journal"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for folder in ("content", "static")
        for path in (site / folder).rglob("*")
        if path.is_file()
    }


def articles(site: Path) -> dict[str, Article]:
    sources = Sources(site)
    found = {article.id: article for article in read_articles(sources, Records(), Workers())}
    assert sources.problems == []
    return found


def body(site: Path, name: str) -> str:
    return (site / f"content/articles/{name}.md").read_text("utf-8").split("---\n", 2)[2]


def run(site: Path, *words: str | Path) -> int:
    return main(["-C", str(site), *map(str, words)])


# -- WordPress -------------------------------------------------------------------------------------------------------


def test_posts_become_manuscripts_with_what_the_export_states(site: Path) -> None:
    assert run(site, "import", WORDPRESS) == 0
    found = articles(site)
    assert {"buoys-of-the-outer-bay", "ropes-2-6", "lamps-a-draft"} <= set(found)
    buoys = found["buoys-of-the-outer-bay"]
    assert buoys.title == "The Buoys of the Outer Bay"
    assert [credit.name.printed for credit in buoys.byline.credits] == ["Anna Marsh"]
    assert buoys.date == PartialDate(year=2021, month=3, day=3)
    assert buoys.tags == ("Harbour", "Buoys & bells")
    assert buoys.abstract == "Seven buoys, and what their bells say."
    assert buoys.source == "https://old.example/?p=11"
    assert not buoys.draft


def test_the_text_of_a_post_becomes_markdown(site: Path) -> None:
    run(site, "import", WORDPRESS)
    text = body(site, "buoys-of-the-outer-bay")
    assert "**each of them** has a bell that was cast in [the old foundry](<https://foundry.example/bells>)" in text
    assert "\n## How they are rung\n\n- twice in fog\n- once in *clear* weather\n\n![A red buoy](/images/" in text
    assert "\n\nThe third buoy\n\n" in text
    assert "\\[sic\\]" in text
    assert "contact-form" not in text
    assert "wp:" not in text


def test_the_byline_and_masthead_that_a_text_prints_are_read(site: Path) -> None:
    run(site, "import", WORDPRESS)
    ropes = articles(site)["ropes-2-6"]
    assert ropes.title == "Ropes – a Reckoning"
    assert [credit.name.printed for credit in ropes.byline.credits] == ["Bo Quill"]
    assert (ropes.volume, ropes.issue) == ("2", "6")
    assert any("The export names Editorial Board as the author" in point for point in ropes.review)
    assert "Author:" not in body(site, "ropes-2-6")


def test_captions_and_galleries_are_images(site: Path) -> None:
    run(site, "import", WORDPRESS)
    figure = articles(site)["ropes-2-6"].figure
    assert figure is not None
    assert (figure.alt, figure.caption) == ("A red buoy", "The rope of the third buoy")
    assert (site / "static" / figure.src).read_bytes() == (
        ARCHIVES / "wp-content/uploads/2021/03/buoy.png"
    ).read_bytes()
    assert f"![A red buoy](/{figure.src})\n\nThe third buoy, from the pier" in body(site, "ropes-2-6")


def test_a_draft_stays_a_draft_and_has_no_date(site: Path) -> None:
    run(site, "import", WORDPRESS)
    draft = articles(site)["lamps-a-draft"]
    assert draft.draft
    assert draft.date is None


def test_what_is_not_taken_over_is_counted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "import", WORDPRESS)
    said = capsys.readouterr()
    assert "wordpress.xml: advice: not taken over: 1 × attachment, 1 × nav_menu_item, 1 × page" in said.err
    assert "imported texts that name neither a periodical nor an issue: 2" in said.err
    assert "3 imported" in said.out


def test_images_that_are_not_at_hand_keep_their_address(site: Path, tmp_path: Path) -> None:
    shutil.copy(WORDPRESS, tmp_path / "export.xml")
    run(site, "import", tmp_path / "export.xml")
    assert "![A red buoy](<https://old.example/wp-content/uploads/2021/03/buoy.png>)" in body(
        site, "buoys-of-the-outer-bay"
    )
    review = articles(site)["buoys-of-the-outer-bay"].review
    assert any("1 images are still at their old address" in point for point in review)


def test_what_was_imported_can_be_built(site: Path) -> None:
    run(site, "import", WORDPRESS)
    run(site, "import", JOURNAL)
    assert run(site, "build") == 0
    pages = published(site)
    assert b"<strong>each of them</strong>" in pages["articles/buoys-of-the-outer-bay/index.html"]
    assert b"<strong>forty places</strong>" in pages["articles/marsh20a/index.html"]


# -- a folder of Markdown --------------------------------------------------------------------------------------------


def test_the_fields_of_other_programs_are_known(site: Path) -> None:
    assert run(site, "import", JOURNAL) == 0
    bay = articles(site)["marsh20a"]
    assert bay.title == "The Depth of the Inner Bay"
    assert [(credit.name.given, credit.name.family, credit.orcid) for credit in bay.byline.credits] == [
        ("Anna", "Marsh", ""),
        ("Luca", "De Santis", "0000-0002-1825-0097"),
    ]
    assert (bay.publication, bay.issn, bay.volume, bay.issue, bay.pages) == (
        "The Foreland Gazette", "9999-013X", "5", "1", "3-11",
    )  # fmt: skip
    assert bay.date == PartialDate(year=2020, month=2)
    assert bay.tags == ("soundings", "bay")
    assert bay.abstract.startswith("The bay was sounded")
    assert not bay.draft


def test_the_text_of_a_file_keeps_its_markdown(site: Path) -> None:
    run(site, "import", JOURNAL)
    text = body(site, "marsh20a")
    assert "**forty places**, from the pier to the outer buoy.[^1]" in text
    assert "| Place | Fathoms |\n| --- | --- |\n| Pier | 4 |" in text
    assert "[^1]: In both tides." in text
    assert "# The Depth" not in text
    image = text.partition("![The lead](/")[2].partition(")")[0]
    assert (site / "static" / image).read_bytes() == (JOURNAL / "assets/lead.png").read_bytes()


def test_a_dated_name_and_an_unpublished_file_are_understood(site: Path) -> None:
    run(site, "import", JOURNAL)
    ferries = articles(site)["ferries"]
    assert ferries.draft
    assert ferries.date == PartialDate(year=2020, month=3, day=1)
    assert [credit.name.printed for credit in ferries.byline.credits] == ["Bo Quill", "Mara Thorne"]
    assert "as **soon** as they can, which is to say {{ site.soon }}." in body(site, "ferries")


def test_fields_without_a_place_are_said_once(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "import", JOURNAL)
    said = capsys.readouterr().err
    assert "journal: advice: fields that have no place here: layout (1), series (1), id (1), month (1)" in said
    assert "journal: advice: not taken over: 1 × file without a header" in said


# -- twice, and never over what is there -----------------------------------------------------------------------------


@pytest.mark.parametrize("archive", [WORDPRESS, JOURNAL], ids=["wordpress", "journal"])
def test_imported_twice_is_nothing_new(site: Path, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "import", archive)
    before = files(site)
    capsys.readouterr()
    assert run(site, "import", archive) == 0
    assert "nothing new" in capsys.readouterr().out
    assert files(site) == before


@pytest.mark.parametrize("archive", [WORDPRESS, JOURNAL], ids=["wordpress", "journal"])
def test_what_a_person_deletes_stays_deleted(site: Path, archive: Path) -> None:
    before = files(site)
    run(site, "import", archive)
    for name in files(site).keys() - before.keys() - {"content/articles/seeds.toml"}:
        (site / name).unlink()
    left = files(site)
    run(site, "import", archive)
    assert files(site) == left


def test_what_a_person_wrote_is_never_overwritten(site: Path) -> None:
    write(site, {"content/articles/buoys-of-the-outer-bay.md": "---\ntitle: Mine\n---\n\nMine.\n"})
    before = files(site)
    run(site, "import", WORDPRESS)
    assert {name: data for name, data in files(site).items() if name in before} == before
    assert articles(site)["buoys-of-the-outer-bay-2"].title == "The Buoys of the Outer Bay"


def test_a_register_that_is_lost_makes_no_second_manuscript(site: Path) -> None:
    run(site, "import", WORDPRESS)
    (site / "content/articles/seeds.toml").unlink()
    before = files(site)
    run(site, "import", WORDPRESS)
    assert files(site) == before


def test_a_text_that_changed_is_said_and_left(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = tmp_path / "export.xml"
    shutil.copy(WORDPRESS, export)
    run(site, "import", export)
    before = files(site)
    export.write_text(export.read_text("utf-8").replace("seven buoys", "nine buoys"), "utf-8")
    capsys.readouterr()
    run(site, "import", export)
    assert "https://old.example/?p=11: advice: this text changed since it was imported" in capsys.readouterr().err
    assert files(site) == before


def test_ingest_and_build_leave_imported_texts_alone(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(site, "import", WORDPRESS)
    before = files(site)
    capsys.readouterr()
    assert run(site, "ingest") == 0
    assert "gone" not in capsys.readouterr().err
    assert files(site) == before


# -- archives that are none ------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE], ids=["bomb", "outside"])
def test_entities_in_an_export_are_refused(
    site: Path, tmp_path: Path, doctype: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = WORDPRESS.read_text("utf-8").replace("<rss", f"{doctype}\n<rss", 1)
    export = write(tmp_path, {"export.xml": text.replace("Some words about lamps", "&a; lamps")}) / "export.xml"
    assert run(site, "import", export) == 1
    assert "export.xml: error: it defines entities or a document type" in capsys.readouterr().err


def test_an_export_that_breaks_off_is_refused_whole(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(site)
    export = write(tmp_path, {"export.xml": WORDPRESS.read_bytes()[:6000]}) / "export.xml"
    assert run(site, "import", export) == 1
    assert "export.xml: error: it breaks off or is no XML from line" in capsys.readouterr().err
    assert files(site) == before


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        ({"archive": "a text"}, 2, "this is no archive that can be imported"),
        ({"archive/a.txt": "a text"}, 1, "there is no text with a header in this folder"),
        ({}, 2, "cannot be read"),
    ],
)
def test_what_is_no_archive_is_said(
    site: Path, tmp_path: Path, content: dict[str, str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, content)
    assert run(site, "import", tmp_path / "archive") == code
    assert message in capsys.readouterr().err


def test_a_broken_file_in_a_folder_does_not_stop_the_others(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(JOURNAL, tmp_path / "journal")
    write(tmp_path / "journal", {"_posts/broken.md": "---\ntitle: *a\n---\n\nWords.\n"})
    assert run(site, "import", tmp_path / "journal") == 0
    said = capsys.readouterr()
    assert "journal/_posts/broken.md: warning: line 2: `*a` stands for something else in YAML" in said.err
    assert "2 imported" in said.out


def test_a_folder_that_is_no_site_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert run(tmp_path / "empty", "import", WORDPRESS) == 1
    assert "there is no site.toml" in capsys.readouterr().err
    assert list((tmp_path / "empty").iterdir()) == []
