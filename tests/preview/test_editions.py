from __future__ import annotations

import json
from threading import Thread

from backfile.errors import Problem, Severity
from backfile.preview.editions import Newsstand, Rebuilt


def test_an_edition_names_the_one_before_it() -> None:
    stand = Newsstand()
    first, second = stand.publish(Rebuilt()), stand.publish(Rebuilt(changed=("volumes/",)))
    assert second.before == first.number
    assert stand.latest is second


def test_two_servers_never_give_the_same_number() -> None:
    assert Newsstand().latest.number != Newsstand().latest.number


def test_browsers_hear_of_errors_only() -> None:
    problems = (
        Problem(file="content/a.md", line=3, message="<b>no</b>", hint="write yes"),
        Problem(severity=Severity.WARNING, message="no date"),
    )
    news = json.loads(Newsstand().publish(Rebuilt(problems=problems)).as_json())
    assert news["problems"] == [{"place": "content/a.md:3", "message": "<b>no</b>", "hint": "write yes"}]


def test_an_edition_is_one_line() -> None:
    text = Newsstand().publish(Rebuilt(problems=(Problem(message="one\ntwo\u2028three"),))).as_json()
    assert len(text.splitlines()) == 1


def test_those_who_wait_are_woken() -> None:
    stand = Newsstand()
    seen = stand.latest.number
    assert stand.wait_for_news(seen, 0.01) is None
    Thread(target=stand.publish, args=[Rebuilt()]).start()
    edition = stand.wait_for_news(seen, 10)
    assert edition is stand.latest
    stand.close()
    assert stand.wait_for_news(stand.latest.number, 10) is None
