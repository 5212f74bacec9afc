"""`ingest --explain`: what is read out of a text, from which line, why, and how sure that is."""

from __future__ import annotations

import importlib.util
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from backfile.cli import main
from backfile.report import Report
from tests.sites import small_site, sources, write

DOCUMENTS = Path(__file__).parents[1] / "formats/documents"
HAS_PANDOC = importlib.util.find_spec("pypandoc") is not None

PIERS = """\
On Piers

Bo Quill at work (Credits: Anna Marsh, CC BY 4.0)

The Foreland Gazette ISSN 9999-0130 Volume 3 Issue 4

Author: Anna Marsh, University of Alba
DOI: 10.1000/182

The first pier was built of oak and stood for a hundred years.

Key findings

The second one was built of iron, and nobody liked its looks.

Share this
"""
BUOYS = """\
On Buoys

The Foreland Gazette ISSN 9999-013X Volume 3 Issue 4

Author: Bo Quill
Published: 4 March 2019

The first buoy was built of oak and stood for a hundred years.
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COLUMNS", "100")  # or the lines would break where the terminal of whoever tests is narrow
    return write(small_site(tmp_path / "site"), {"seeds/piers.txt": PIERS, "seeds/both.txt": f"{PIERS}\n{BUOYS}"})


def explained(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> list[str]:
    before = sources(site)
    assert main(["-C", str(site), "ingest", "--explain", *arguments]) == 0
    assert sources(site) == before
    return capsys.readouterr().out.splitlines()


def as_json(capsys: pytest.CaptureFixture[str], site: Path, *arguments: str) -> Any:  # noqa: ANN401 -- it is JSON
    assert main(["--json", "-C", str(site), "ingest", *arguments]) == 0
    return json.loads(capsys.readouterr().out)


def field(lines: list[str], name: str) -> list[str]:
    """What is told of one field, a line each."""
    start = next(place for place, line in enumerate(lines) if line.startswith(f"  {name} "))
    told = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("    "):
            break
        told.append(line)
    return [" ".join(line.split()) for line in told]


# -- for people ------------------------------------------------------------------------------------------------------


def test_each_field_has_its_value_line_rule_and_how_sure_it_is(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys, site, str(site / "seeds/piers.txt"))
    assert field(lines, "title") == ["title likely On Piers", "line 1: the first line that looks like a title"]
    assert field(lines, "authors") == [
        "authors sure Anna Marsh (University of Alba)",
        "line 7: behind the label “author”",
    ]
    assert field(lines, "volume") == ["volume sure 3", "line 5: a line that has the form of a masthead"]
    assert field(lines, "doi") == ["doi sure 10.1000/182", "line 8: behind the label “doi”"]
    assert field(lines, "figure")[0] == "figure check Bo Quill at work (credit: Anna Marsh; licence: CC BY 4.0)"


def test_what_is_doubtful_or_absent_says_what_to_do(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys, site, str(site / "seeds/piers.txt"))
    assert field(lines, "issn")[0] == "issn check 9999-0130"
    assert "→ The check digit of ISSN 9999-0130 is wrong" in " ".join(field(lines, "issn"))
    told = " ".join(field(lines, "date"))
    assert told.startswith("date check – nothing in the text says it → The text does not state its date")


def test_each_line_of_the_text_says_what_became_of_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [" ".join(line.split()) for line in explained(capsys, site, str(site / "seeds/piers.txt"))]
    assert "1 title On Piers" in lines
    assert "3 caption Bo Quill at work (Credits: Anna Marsh, CC BY 4.0)" in lines
    assert "5 masthead The Foreland Gazette ISSN 9999-0130 Volume 3 Issue 4" in lines
    assert "10 The first pier was built of oak and stood for a hundred years." in lines
    assert "12 heading Key findings" in lines
    place = lines.index("16 left out Share this")
    assert lines[place + 1] == "reason: a share button"


def test_words_that_no_field_holds_are_told_below_their_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = PIERS.replace("DOI", "Published: March–April 2019\nDOI")
    lines = explained(capsys, site, str(write(site.parent, {"a.txt": text}) / "a.txt"))
    assert any("left out: “" in line and "months that a date cannot hold" in line for line in lines)


def test_long_lines_are_cut_unless_all_is_wanted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = write(site.parent, {"a.txt": f"{PIERS}\n{'A long paragraph about piers. ' * 20}the end.\n"}) / "a.txt"
    assert not any("the end." in line for line in explained(capsys, site, str(text)))
    assert max(map(len, explained(capsys, site, str(text)))) <= 120
    assert any("the end." in line for line in explained(capsys, site, str(text), "-v"))


def test_several_articles_are_told_in_turn(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys, site, str(site / "seeds/both.txt"))
    assert "There are 2 articles in this text; each becomes a manuscript." in lines
    first, second = (lines.index(f"Article {number} of 2") for number in (1, 2))
    assert field(lines[first:second], "title")[0] == "title likely On Piers"
    assert field(lines[second:], "title")[0] == "title likely On Buoys"
    assert field(lines[second:], "date") == ["date sure 4 March 2019", "line 23: behind the label “published”"]
    shown = [line.split()[0] for line in lines[second:] if line.startswith("    ") and line.split()[0].isdigit()]
    assert shown == ["18", "20", "22", "23", "25"]


def test_a_field_that_only_the_citation_states_names_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "On Piers\n\nBy Anna Marsh\n\nHow to cite: Marsh, A. (2019). On Piers. The Foreland Gazette, 3(4), 12-19.\n"
    path = write(site.parent, {"a.txt": f"{text}\nThe first pier was built of oak and stood for a hundred years.\n"})
    lines = explained(capsys, site, str(path / "a.txt"))
    assert field(lines, "volume") == ["volume likely 3", "line 5: the line that says how to cite the article"]
    assert field(lines, "title")[1] == "line 1: how to cite the article names it"


@pytest.mark.skipif(not HAS_PANDOC, reason="the extra `ingest` is not installed")
def test_a_document_is_explained_as_a_text_is(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(DOCUMENTS / "lantern-keepers.docx", site / "seeds")
    lines = explained(capsys, site, str(site / "seeds/lantern-keepers.docx"))
    found = as_json(capsys, site, str(site / "seeds/lantern-keepers.docx"))
    assert field(lines, "title")[0] == f"title likely {found['title']}"
    assert found["fields"]["title"]["lines"]


def test_a_header_of_markdown_is_named_as_the_source(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not HAS_PANDOC:
        pytest.skip("the extra `ingest` is not installed")
    text = "---\ntitle: On Piers\nauthor: Anna Marsh\n---\n\nThe first pier was built of oak.\n"
    lines = explained(capsys, site, str(write(site.parent, {"a.md": text}) / "a.md"))
    assert field(lines, "authors") == ["authors sure Anna Marsh", "stated in the header of the file"]


@pytest.mark.parametrize("name", ["empty.txt", "image.txt"])
def test_a_text_that_is_none_is_told_and_nothing_fails(
    site: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site.parent, {"empty.txt": "", "image.txt": b"\x00\x01\x02\xff" * 50})
    assert "What else a person should look at" in explained(capsys, site, str(site.parent / name))


def test_an_explanation_needs_a_text(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(site), "ingest", "--explain"]) == 2
    assert "--explain needs a text" in capsys.readouterr().err
    assert main(["-C", str(site), "ingest", "--explain", "nothing.txt"]) == 2


# -- colours ---------------------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Report(out=Terminal()).paint("On Piers", "bold") == "\033[1mOn Piers\033[0m"
    assert Report(out=io.StringIO()).paint("On Piers", "bold") == "On Piers"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Report(out=Terminal()).paint("On Piers", "bold") == "On Piers"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert Report(out=Terminal()).paint("On Piers", "bold") == "On Piers"


# -- for machines ----------------------------------------------------------------------------------------------------


def test_json_has_the_same_for_machines(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, site, "--explain", str(site / "seeds/piers.txt"))
    assert found == as_json(capsys, site, str(site / "seeds/piers.txt"))
    assert found["case"] == "piers"
    assert found["fields"]["authors"] == {
        "value": "Anna Marsh (University of Alba)",
        "lines": [7],
        "rule": "behind the label “author”",
        "confidence": "sure",
        "doubts": [],
    }
    assert found["fields"]["date"]["value"] is None
    assert found["left_out"] == [{"line": 16, "text": "Share this", "reason": "a share button"}]


def test_each_article_of_a_text_is_an_object(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, site, str(site / "seeds/both.txt"))
    assert [each["case"] for each in found] == ["both", "both#2"]
    assert [each["title"] for each in found] == ["On Piers", "On Buoys"]
    assert "source: both.txt#2\n" in found[1]["content"]
