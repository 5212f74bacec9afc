from __future__ import annotations

import io
import json

import pytest

from backfile.build.outcome import Conversion, Difference, Intake, Outcome, Task
from backfile.errors import ContentError, EnvironmentFault, Problem, Severity
from backfile.report import Report


class Terminal(io.StringIO):
    """A stream that people look at."""

    def isatty(self) -> bool:
        return True


def report(**fields: object) -> Report:
    return Report(out=io.StringIO(), err=io.StringIO(), **fields)  # type: ignore[arg-type]


def said(voice: Report) -> tuple[list[str], list[str]]:
    assert isinstance(voice.out, io.StringIO)
    assert isinstance(voice.err, io.StringIO)
    return voice.out.getvalue().splitlines(), voice.err.getvalue().splitlines()


WARNING = Problem(severity=Severity.WARNING, file="b.md", message="odd")
ADVICE = Problem(severity=Severity.ADVICE, message="try")
ERRORS = (
    Problem(file="b.md", line=10, message="ten"),
    Problem(file="b.md", line=9, message="nine"),
    Problem(message="x"),
)


def test_errors_come_last_and_in_the_order_of_files_and_lines() -> None:
    voice = report()
    voice.problems([*ERRORS, WARNING, ADVICE])
    assert said(voice)[1] == [
        "advice: try", "b.md: warning: odd", "error: x", "b.md:9: error: nine", "b.md:10: error: ten",
    ]  # fmt: skip


def test_the_same_problem_is_told_once() -> None:
    voice = report()
    assert voice.fault(ContentError(*ERRORS, *ERRORS)) == 1
    out, err = said(voice)
    assert len(err) == 3
    assert out == ["3 errors; nothing was changed in output/"]


def test_a_flood_of_problems_is_cut() -> None:
    voice = report()
    voice.problems(Problem(file="a.md", line=number, message="x") for number in range(1, 1001))
    err = said(voice)[1]
    assert len(err) == 201
    assert err[-1] == "… and 800 more (--json lists all)"


def test_a_fault_of_the_machine_has_its_code() -> None:
    voice = report()
    assert voice.fault(EnvironmentFault(Problem(message="the disk is full"))) == 3
    assert said(voice) == ([], ["error: the disk is full"])


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (Outcome(articles=2), "2 articles: 0 files written, 0 unchanged, 0 removed, in 0.00 s"),
        (
            Outcome(articles=1, written=("output/a",), unchanged=3, removed=("output/b",), seconds=1.234),
            "1 article: 1 file written, 3 unchanged, 1 removed, in 1.23 s",
        ),
    ],
)
def test_the_end_of_a_build_in_one_line(outcome: Outcome, line: str) -> None:
    voice = report()
    voice.outcome(outcome)
    assert said(voice) == ([line], [])


def test_many_tasks_are_counted() -> None:
    tasks = tuple(Task(file="a.md", line=number, sentence="Look.") for number in range(100))
    voice = report()
    voice.outcome(Outcome(tasks=tasks))
    out, _ = said(voice)
    assert len(out) < 50
    assert any("60 more points" in line for line in out)


def test_a_long_point_is_cut() -> None:
    sentence = f"Look {'here and there ' * 30}."
    voice = report()
    voice.outcome(Outcome(tasks=(Task(file="a.md", line=1, sentence=sentence),)))
    (point,) = [line for line in said(voice)[0] if line.startswith("    - ")]
    assert point.endswith(" …")
    assert len(point) < len(sentence)


def test_what_intake_did() -> None:
    voice = report()
    difference = Difference(seed="seeds/a.txt", file="content/a.md", line=3, field="volume", here="1", seed_says="")
    voice.intake(
        Intake(conversions=(Conversion(seed="seeds/b.txt", manuscript="content/b.md"),), differences=(difference,))
    )
    assert said(voice)[0] == [
        "seeds/b.txt → content/b.md",
        "content/a.md:3: `volume` says “1”; seeds/a.txt would now be read as nothing; left as it is",
    ]


def test_json_says_all_that_is_known() -> None:
    voice = report(as_json=True)
    task = Task(file="a.md", line=1, sentence="Look.")
    assert (
        voice.done(Intake(problems=(WARNING,)), Outcome(problems=(ADVICE,), tasks=(task,), written=("output/a",))) == 0
    )
    out, err = said(voice)
    answer = json.loads("\n".join(out))
    assert err == []
    assert answer["review"] == [{"file": "a.md", "line": 1, "sentence": "Look."}]
    assert answer["written"] == ["output/a"]
    assert [each["severity"] for each in answer["problems"]] == ["warning", "advice"]


def test_progress_is_one_line_that_is_written_over_and_cleared() -> None:
    voice = Report(out=io.StringIO(), err=Terminal())
    voice.progress("rendering", 1000, 20_000)
    voice.progress("noting", 0, 0)
    voice.say("done")
    assert isinstance(voice.err, Terminal)
    assert voice.err.getvalue() == "\r\x1b[Krendering: 1,000 of 20,000\r\x1b[Knoting …\r\x1b[K"


@pytest.mark.parametrize("fields", [{"verbosity": -1}, {"as_json": True}, {"err": io.StringIO()}])
def test_no_progress_where_nobody_looks(fields: dict[str, object]) -> None:
    voice = Report(**{"out": io.StringIO(), "err": Terminal(), **fields})  # type: ignore[arg-type]
    voice.progress("rendering", 1, 10)
    voice.clear()
    assert said(voice) == ([], [])


def test_an_archive_without_an_article_is_told_where_to_put_one() -> None:
    voice = report()
    voice.outcome(Outcome())
    assert said(voice)[0][0] == "There is no article yet: put the text of one into seeds/ as a file, and build again."
