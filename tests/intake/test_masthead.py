from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.dates import PartialDate
from backfile.intake.masthead import Masthead, joined, number, read_masthead


def said(masthead: Masthead) -> dict[str, Any]:
    fields = {name: getattr(masthead, name) for name in ("publication", "issns", "volume", "issue", "pages", "unread")}
    fields["date"] = masthead.date.iso if masthead.date else ""
    return {name: value for name, value in fields.items() if value}


@pytest.mark.parametrize(("line", "fields"), [
    ("Delta Notes ISSN 2785-2598 Volume 18 Issue 7",
     {"publication": "Delta Notes", "issns": ("2785-2598",), "volume": "18", "issue": "7"}),
    ("Delta Notes Volume 18 Issue 7", {"publication": "Delta Notes", "volume": "18", "issue": "7"}),
    ("Vol. XII, No. 3", {"volume": "12", "issue": "3"}),
    ("Year 2022, Volume 4(2), pp. 33-47", {"volume": "4", "issue": "2", "pages": "33-47", "date": "2022"}),
    ("Anno XII, Fascicolo 2", {"volume": "12", "issue": "2"}),
    ("Том 5, № 2", {"volume": "5", "issue": "2"}),
    ("Band 7, Heft 2", {"volume": "7", "issue": "2"}),
    ("Delta & Dune, 13(2), 49-59", {"publication": "Delta & Dune", "volume": "13", "issue": "2", "pages": "49-59"}),
    ("No. 7-8", {"issue": "7-8"}),
    ("16 December 2003, Volume 4, Number 36", {"volume": "4", "issue": "36", "date": "2003-12-16"}),
    ("STEPPE AND SEA No. 3(57), 2009",
     {"publication": "STEPPE AND SEA", "issue": "3", "date": "2009", "unread": ("57",)}),
    ("From Vol. 2 (3) – Summer 2008", {"volume": "2", "issue": "3", "date": "2008"}),
    ("P-ISSN 2664-0422 December 2019, Vol. 3, No.2 [594-605] O-ISSN 2664-0430",
     {"issns": ("2664-0422", "2664-0430"), "volume": "3", "issue": "2", "pages": "594-605", "date": "2019-12"}),
    ("Delta Notes, 5(S4), 870-880.", {"publication": "Delta Notes", "volume": "5", "issue": "S4", "pages": "870-880"}),
    ("Quaderni della Foce, a. IX, n. 2/2023",
     {"publication": "Quaderni della Foce", "volume": "9", "issue": "2", "date": "2023"}),
    ("Zeitschrift für Seen, Jg. 12 (2019), H. 3, S. 12–19",
     {"publication": "Zeitschrift für Seen", "volume": "12", "issue": "3", "pages": "12-19", "date": "2019"}),
    ("Delta Notes ISSN 2785–259x Volume 5", {"publication": "Delta Notes", "issns": ("2785-259X",), "volume": "5"}),
    ("(pp. 146-155)", {"pages": "146-155"}),
])  # fmt: skip
def test_mastheads(line: str, fields: dict[str, Any]) -> None:
    masthead = read_masthead(line)
    assert masthead is not None
    assert said(masthead) == fields
    assert not masthead.faults


@pytest.mark.parametrize("line", [
    "Con il volume IX, numero 2/2023 di Quaderni della Foce ISSN 2009-9193 si chiude una stagione",
    "In volume 5 issue 2 we printed a letter.", "Turn Up the Volume", "The volume of trade fell by 5 percent", "Issue",
    "No 7 people came to the meeting of the board", "Volume 5, Issue 2 was late.", "What Is an ISSN", "",
])  # fmt: skip
def test_prose_that_mentions_a_volume_is_prose(line: str) -> None:
    assert read_masthead(line) is None


@pytest.mark.parametrize(("line", "fields"), [
    ("Delta Notes ISSN 2785-2598 Volume Issue 18 Issue 7",
     {"publication": "Delta Notes", "issns": ("2785-2598",), "volume": "18", "issue": "7"}),
    ("Delta Notes ISSN 2785-2598 Volume abc Issue 7",
     {"publication": "Delta Notes", "issns": ("2785-2598",), "issue": "7", "unread": ("abc",)}),
    ("Volume 3 Volume 4", {}),
    ("ISSN 2785 259", {"unread": ("2785 259",)}),
])  # fmt: skip
def test_malformed_mastheads_are_read_as_far_as_they_can_be(line: str, fields: dict[str, Any]) -> None:
    masthead = read_masthead(line)
    assert masthead is not None
    assert said(masthead) == fields
    assert masthead.faults


def test_a_title_with_a_number_is_only_weakly_a_masthead() -> None:
    masthead = read_masthead("The Last War, Volume 2")
    assert masthead is not None
    assert masthead.is_weak


def test_lines_of_one_masthead_add_up_and_the_closer_date_counts() -> None:
    one = Masthead(publication="Delta Notes", volume="3", date=PartialDate(year=2020))
    other = Masthead(issue="1", volume="4", date=PartialDate(year=2020, month=5))
    both = joined(one, other)
    assert said(both) == {"publication": "Delta Notes", "issue": "1", "date": "2020-05"}
    assert both.faults == ("two different values for the volume, 3 and 4",)


@pytest.mark.parametrize(
    ("printed", "arabic"), [("XII", "12"), ("7–8", "7-8"), ("IX-X", "9-10"), ("S4", "S4"), ("C", "C")]
)
def test_numbers(printed: str, arabic: str) -> None:
    assert number(printed) == arabic


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from([
    "Volume {} Issue {}", "Vol. {}, No. {}", "Том {}, № {}", "Band {}, Heft {}", "Volume: {} Issue: {}", "{}({})",
    "Vol {} ({})",
]))  # fmt: skip
def test_any_volume_and_issue_come_through(volume: int, issue: int, form: str) -> None:
    masthead = read_masthead(form.format(volume, issue))
    assert masthead is not None
    assert (masthead.volume, masthead.issue) == (str(volume), str(issue))
