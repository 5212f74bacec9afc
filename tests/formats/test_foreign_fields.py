from __future__ import annotations

from typing import Any

import pytest

from backfile.formats.foreign_fields import stated_in
from backfile.manuscript.header import read_header, split_manuscript


def stated(header: str) -> dict[str, Any]:
    manuscript, _ = split_manuscript(f"---\n{header}\n---\n", "a.md")
    fields, problems = read_header(manuscript, "a.md")
    assert problems == ()
    return stated_in(fields).fields


@pytest.mark.parametrize(
    ("header", "iso"),
    [
        ("issued: {date-parts: [[2020, 3, 1]]}", "2020-03-01"),
        ("issued: {date-parts: [[2020, 3]]}", "2020-03"),
        ("issued: {date-parts: [[2020]]}", "2020"),
        ("issued: {date-parts: [2020, 3, 0]}", "2020-03"),
        ("issued: {year: 2020, month: 3}", "2020-03"),
        ("issued: {raw: March 2020}", "2020-03"),
        ("issued: 2020-03", "2020-03"),
        ("date: 2020-03-01 10:20:30 +0100", "2020-03-01"),
        ("date: 2020-03-01T10:20:30Z", "2020-03-01"),
        ("date: 1 March 2020", "2020-03-01"),
        ("issued: 2019\ndate: 2020-03-01", "2019"),
    ],
)
def test_dates_are_as_precise_as_they_are_stated(header: str, iso: str) -> None:
    assert stated(header)["date"].iso == iso


@pytest.mark.parametrize("header", ["date: 04/07/2022", "date: soon", "date: 2020-13-45", "date: {}", "date: []"])
def test_a_date_that_is_none_is_absent(header: str) -> None:
    assert "date" not in stated(header)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("author: Anna van der Berg", ["Anna van der Berg"]),
        ("author: Bo Quill and Mara Thorne", ["Bo Quill", "Mara Thorne"]),
        ("authors: [Bo Quill, Mara Thorne]", ["Bo Quill", "Mara Thorne"]),
        ("author: [{given: Bo, family: Quill}, {literal: Editorial Board}]", ["Bo Quill", "Editorial Board"]),
        ("author: {name: Bo Quill}", ["Bo Quill"]),
        ("author: [{family: Berg, given: Anna, non-dropping-particle: van der}]", ["Anna van der Berg"]),
        ("author: [{first_name: Bo, last_name: Quill}]", ["Bo Quill"]),
    ],
)
def test_authors_are_read_in_every_form(header: str, names: list[str]) -> None:
    assert [credit.name.printed for credit in stated(header)["byline"].credits] == names


def test_tags_are_gathered_once_each() -> None:
    assert stated("tags: [bay, pier]\ncategories: harbour, pier")["keywords"] == ("bay", "pier", "harbour")


def test_fields_that_have_no_place_are_named() -> None:
    manuscript, _ = split_manuscript("---\ntitle: A\nlayout: post\nISSN: none\nkeywords:\n---\n", "a.md")
    fields, _ = read_header(manuscript, "a.md")
    assert stated_in(fields).unknown == ("layout", "issn")


def test_pages_are_put_together_from_first_and_last() -> None:
    assert stated("firstpage: 3\nlastpage: 11")["pages"] == "3-11"
    assert stated("firstpage: 3\nlastpage: 3")["pages"] == "3"
