"""Whole seeds, one for each shape: all periodicals, people and prose in them are invented."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backfile.intake.asjson import reading_as_json
from backfile.intake.reading import Context, read_seed

SEEDS = Path(__file__).parent / "seeds"
KNOWN = Context(publications=(("Corridor Report", "9754-4167"), ("Valley Monitor", "")))
PLAIN = ("title", "publication", "issn", "issn_valid", "volume", "issue", "pages", "date", "doi", "language", "licence",
         "keywords", "headings", "captions", "warnings")  # fmt: skip
OF_AUTHORS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "authors": lambda author: author["name"],
    "families": lambda author: author["family"],
    "affiliations": lambda author: author.get("affiliation"),
    "collective": lambda author: author.get("collective", False),
}


def plain(body: str) -> str:
    """The body as it is read: without the marks that keep signs of the seed from being markup."""
    return re.sub(r"\\([^\w\s])", r"\1", body)


def stems() -> list[str]:
    return sorted(path.stem for path in SEEDS.glob("*.json"))


@pytest.mark.parametrize("stem", stems())
def test_a_seed_is_read_as_a_careful_editor_would(stem: str) -> None:
    expected = json.loads((SEEDS / f"{stem}.json").read_text("utf-8"))
    record = reading_as_json(f"{stem}.txt", read_seed((SEEDS / f"{stem}.txt").read_bytes(), KNOWN), "")
    read = {key: record[key] for key in PLAIN} | {
        key: [of(author) for author in record["authors"]] for key, of in OF_AUTHORS.items()
    }
    wanted = {key: expected[key] for key in read if key in expected}
    assert {key: read[key] for key in wanted} == wanted
    assert set(expected.get("warnings_due", [])) <= set(record["warnings"])
    for text in expected.get("body_includes", []):
        assert text in record["body"] or text in plain(record["body"])
    for text in expected.get("body_excludes", []):
        assert text not in plain(record["body"])
