"""What is read of the texts with expected records: `python3 -m tests.intake.table`.

A field is right, rightly empty, or absent although the text states it, which a remark says; or it is wrong: read as
something that the text does not say. That must not happen.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from backfile.intake.asjson import reading_as_json
from backfile.intake.reading import Context, read_seed

SEEDS = Path(__file__).parent / "seeds"
KNOWN = Context(publications=(("Corridor Report", "9754-4167"), ("Valley Monitor", "")))
_PLAIN = ("title", "subtitle", "publication", "issn", "issn_valid", "volume", "issue", "pages", "date", "doi",
          "abstract", "language", "licence", "keywords", "headings", "captions")  # fmt: skip
_OF_AUTHORS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "authors": lambda author: author["name"],
    "families": lambda author: author["family"],
    "affiliations": lambda author: author.get("affiliation"),
    "collective": lambda author: author.get("collective", False),
}
_VERDICTS = ("right", "rightly empty", "absent", "wrong")
# The remarks that tell a person of a field that is missed.
TOLD = {
    "title": {"missing-title"}, "publication": {"missing-publication", "missing-masthead"}, "date": {"missing-date"},
    "authors": {"missing-author"}, "families": {"missing-author"}, "affiliations": {"missing-author"},
    "volume": {"missing-masthead"}, "issue": {"missing-masthead"},
}  # fmt: skip
FIELDS = (*_PLAIN, *_OF_AUTHORS, "contributors")


def stems() -> list[str]:
    """The names of all texts with an expected record."""
    return sorted(path.stem for path in SEEDS.glob("*.json"))


def expected(stem: str) -> dict[str, Any]:
    """What a careful editor reads out of a text."""
    record: dict[str, Any] = json.loads((SEEDS / f"{stem}.json").read_text("utf-8"))
    return record


def record_of(stem: str) -> dict[str, Any]:
    """What is read."""
    return reading_as_json(f"{stem}.txt", read_seed((SEEDS / f"{stem}.txt").read_bytes(), KNOWN), "")


def fields_of(record: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record as expected records give them."""
    of_authors = {key: [of(author) for author in record["authors"]] for key, of in _OF_AUTHORS.items()}
    others = [f"{other['name']} ({other['role']})" for other in record["contributors"]]
    return {key: record[key] for key in _PLAIN} | of_authors | {"contributors": others}


def judged(stem: str) -> Iterator[tuple[str, str]]:
    """Each field of which the expected record says something, and how it was read."""
    wanted, read = expected(stem), fields_of(record_of(stem))
    for field in FIELDS:
        if field in wanted:
            yield field, _verdict(wanted[field], read[field])


def _verdict(wanted: object, read: object) -> str:
    if (wanted or None) == (read or None):
        return "right" if wanted else "rightly empty"
    return "wrong" if read else "absent"


def table() -> dict[str, Counter[str]]:
    """How often each field is right, absent and wrong."""
    counts: dict[str, Counter[str]] = {field: Counter() for field in FIELDS}
    for stem in stems():
        for field, verdict in judged(stem):
            counts[field][verdict] += 1
    return counts


def main() -> None:
    """Print the table."""
    rows = [("field", *_VERDICTS), ("---",) * (len(_VERDICTS) + 1)]
    rows += [(field, *(str(count[verdict]) for verdict in _VERDICTS)) for field, count in table().items()]
    sys.stdout.write(f"{len(stems())} texts\n\n")
    sys.stdout.writelines(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    main()
