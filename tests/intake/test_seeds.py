"""Whole seeds, one for each shape: all periodicals, people and prose in them are invented."""

from __future__ import annotations

import re

import pytest

from tests.intake.table import FIELDS, TOLD, expected, fields_of, judged, main, record_of, stems


def plain(body: str) -> str:
    """The body as it is read: without the marks that keep signs of the seed from being markup."""
    return re.sub(r"\\([^\w\s])", r"\1", body)


@pytest.mark.parametrize("stem", stems())
def test_a_seed_is_read_as_a_careful_editor_would(stem: str) -> None:
    wanted, record = expected(stem), record_of(stem)
    read = fields_of(record) | {"warnings": record["warnings"]}
    missed = {field for field, verdict in judged(stem) if verdict == "absent"}
    assert {key: read[key] or None for key in read if key in wanted and key not in missed} == {
        key: wanted[key] or None for key in read if key in wanted and key not in missed
    }
    # What is missed is told.
    assert all(set(record["warnings"]) & TOLD.get(field, set()) for field in missed)
    assert set(wanted.get("warnings_due", [])) <= set(record["warnings"])
    for text in wanted.get("body_includes", []):
        assert text in record["body"] or text in plain(record["body"])
    for text in wanted.get("body_excludes", []):
        assert text not in plain(record["body"])


def test_no_field_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert [(stem, field) for stem in stems() for field, verdict in judged(stem) if verdict == "wrong"] == []
    main()
    rows = re.findall(r"^\| (\w+) \| ([0-9]+) \| [0-9]+ \| [0-9]+ \| 0 \|$", capsys.readouterr().out, re.MULTILINE)
    assert [field for field, _ in rows] == list(FIELDS)
    assert all(int(right) > 0 for _, right in rows)
