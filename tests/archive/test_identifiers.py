from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.identifiers import (
    issn_check_digit_is_right,
    normal_doi,
    normal_issn,
    normal_orcid,
    orcid_check_digit_is_right,
)


@pytest.mark.parametrize("text", ["2975-0474", "2975–0474", "2975 0474", "29750474", " 2975 ‑ 0474 "])
def test_an_issn_is_understood_with_any_dash_and_blanks(text: str) -> None:
    assert normal_issn(text) == "2975-0474"


@pytest.mark.parametrize(("text", "issn"), [
    ("2532-845x", "2532-845X"), ("2532-845Х", "2532-845X"), ("2975-047", None),
    ("12975-0474", None), ("", None), ("X975-0474", None),
])  # fmt: skip
def test_odd_issns(text: str, issn: str | None) -> None:
    assert normal_issn(text) == issn


def test_check_digits_of_issns() -> None:
    assert issn_check_digit_is_right("2975-0474")
    assert issn_check_digit_is_right("2532-845X")
    assert not issn_check_digit_is_right("2975-0475")


@given(st.integers(0, 9_999_999))
def test_exactly_one_check_digit_is_right(number: int) -> None:
    digits = f"{number:07}"
    issns = [f"{digits[:4]}-{digits[4:]}{last}" for last in "0123456789X"]
    assert sum(map(issn_check_digit_is_right, issns)) == 1


@pytest.mark.parametrize("text", [
    "0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097",
    "ORCID: 0000-0002-1825-0097", "ORCID iD 0000 0002 1825 0097",
])  # fmt: skip
def test_orcids(text: str) -> None:
    assert normal_orcid(text) == "0000-0002-1825-0097"


def test_check_digits_of_orcids() -> None:
    assert orcid_check_digit_is_right("0000-0002-1825-0097")
    assert orcid_check_digit_is_right("0000-0002-1694-233X")
    assert not orcid_check_digit_is_right("0000-0002-1825-0098")
    assert normal_orcid("0000-0002-1825") is None


@pytest.mark.parametrize(("text", "doi"), [
    ("https://doi.org/10.5555/jcw.2020.0117", "10.5555/jcw.2020.0117"),
    ("DOI: 10.5555/jcw.2020.0117.", "10.5555/jcw.2020.0117"),
    ("doi:https://dx.doi.org/10.5555/a(b)c)", "10.5555/a(b)c"),
    ("10.5555/ABC", "10.5555/ABC"),
    ("10.55/ABC", None),
    ("11.5555/ABC", None),
])  # fmt: skip
def test_dois(text: str, doi: str | None) -> None:
    assert normal_doi(text) == doi


@given(st.text())
def test_normal_forms_are_their_own_normal_form(text: str) -> None:
    for normal in (normal_issn, normal_orcid, normal_doi):
        once = normal(text)
        assert once is None or normal(once) == once
