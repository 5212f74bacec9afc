"""Lines that recur across the seeds of an archive are left out of each, and said with their count."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.build.ingest import ingest_all
from tests.sites import small_site, write

MOTTO = "Independent Voices from the Foreland"
PLEA = "The Gazette is made by volunteers in three countries and is printed on paper from the mill at Norwell."
SEED = f"""\
{MOTTO}

On Pier {{0}}

The Foreland Gazette Volume 3 Issue {{0}}

Author: Anna Marsh

Some words about pier {{0}}, which is one of many, and then some more words about that same pier.

Key Findings

Pier {{0}} stands where it stood, and its neighbour does not, which the committee regrets.

{PLEA}

The House of the Gazette
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(small_site(tmp_path), {f"seeds/{number}.txt": SEED.format(number) for number in range(1, 7)})


def test_what_many_seeds_have_belongs_to_none(site: Path) -> None:
    ingest_all(site)
    text = (site / "content/articles/on-pier-4.md").read_text("utf-8")
    header, _, body = text.removeprefix("---\n").partition("---\n")
    assert "title: On Pier 4" in header
    for line in (MOTTO, PLEA, "The House of the Gazette"):
        assert line not in body
    assert "6 of the 6 seeds" in " ".join(header.split())
    assert "## Key Findings" in body
    assert "Author" not in body
    assert "name: Marsh" not in header


def test_a_few_seeds_prove_nothing(site: Path) -> None:
    for number in (1, 2):
        (site / f"seeds/{number}.txt").unlink()
    ingest_all(site)
    (text,) = [file.read_text("utf-8") for file in site.rglob("content/articles/*.md") if "Pier 4" in file.read_text()]
    assert PLEA in text


def test_lines_of_documents_are_compared_as_well(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc", reason="the extra `ingest` is not installed")
    pages = {
        f"seeds/{number}.html": f"<!doctype html><p>{SEED.format(number).replace(chr(10) * 2, '</p><p>')}</p>"
        for number in range(1, 7)
    }
    site = write(small_site(tmp_path), pages)
    ingest_all(site)
    text = (site / "content/articles/on-pier-4.md").read_text("utf-8")
    header, _, body = text.removeprefix("---\n").partition("---\n")
    assert "6 of the 6 seeds" in " ".join(header.split())
    assert PLEA not in body
    assert "which is one of many" in body
