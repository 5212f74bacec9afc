"""Laws over made-up texts: no word is lost, and no field is wrong without a remark."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import Any

from hypothesis import given, note, settings

from backfile.build.compose import manuscript_of
from backfile.intake.asjson import reading_as_json
from backfile.intake.decode import plain_text
from backfile.intake.reading import Context, read_seed
from tests.intake.texts import Made, seeds
from tests.intake.words import label_words, words

EXAMPLES = int(os.environ.get("BACKFILE_EXAMPLES", "150"))
"""How many texts are made by each test of this file."""
KNOWN = Context(publications=(("Corridor Report", "9754-4167"), ("Valley Monitor", "")))
FIELDS = ("title", "publication", "issn", "volume", "issue", "pages", "date", "doi")
# What a person is told of a field that may be wrong.
TOLD = {
    "title": {"title-by-place", "missing-title"},
    "publication": {"publication-by-place", "publication-doubtful"},
    "authors": {"byline-unclear", "author-without-label", "name-split", "missing-author"},
    "date": {"date-twice", "date-ambiguous"},
}


def record_of(text: str) -> dict[str, Any]:
    reading = read_seed(text.encode(), KNOWN)
    return reading_as_json("x.txt", reading, manuscript_of(reading, "x.txt"))


@settings(max_examples=EXAMPLES)
@given(seeds())
def test_no_word_is_lost(made: Made) -> None:
    record = record_of(made.text)
    note(made.text)
    assert not lost(made.text, record)


def lost(text: str, record: dict[str, Any]) -> set[str]:
    """The words of a text that are in no field, not in the body, and not said to be left out.

    Labels and the words of dates are what fields were read by; they may go where a field was read from their line.
    """
    body = words(re.sub(r"\\([^\w\s])", r"\1", record["body"]))
    out = words("\n".join(left["text"] for left in record["left_out"]))
    taken = words("\n".join(one["text"] for one in record["evidence"]))
    fields = {key: value for key, value in record.items() if key not in {"body", "content", "evidence", "left_out"}}
    fields.pop("remarks")
    held = set(words(_flat(fields))) | label_words(record["date"] or "", fields)
    missing = words(text) - body - out
    return {word for word, count in missing.items() if not (word in held and taken[word] >= count)}


def _flat(value: object) -> str:
    if isinstance(value, dict):
        return "\n".join(map(_flat, value.values()))
    return "\n".join(map(_flat, value)) if isinstance(value, list) else str(value or "")


@settings(max_examples=EXAMPLES)
@given(seeds())
def test_no_field_is_wrong_without_a_remark(made: Made) -> None:
    record = record_of(made.text)
    note(made.text)
    note(str({key: record[key] for key in (*FIELDS, "authors", "warnings")}))
    said = set(record["warnings"])
    for name in FIELDS:
        value = record[name]
        assert value in (None, getattr(made, name)) or said & TOLD.get(name, set()), name
    names = [author["name"] for author in record["authors"]]
    assert names in ([], list(made.authors)) or said & TOLD["authors"]
    assert plain_text(made.title) == unicodedata.normalize("NFC", made.title)
