"""`why`: what an address is made from, why it was made last, and what the next build would do with it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from backfile.build.why import Explanation, explain
from backfile.build.workers import Workers
from backfile.report import Report

_FIELDS = ("address", "file", "kind", "source", "template", "templates", "made", "next", "waits")


def run(arguments: argparse.Namespace, report: Report) -> int:
    """Explain an address; the exit code."""
    with Workers(arguments.jobs) as workers:
        explanation = explain(arguments.site, arguments.address, workers)
    report.problems(explanation.problems)
    for line in _lines(explanation):
        report.say(line)
    return report.answer({name: getattr(explanation, name) for name in _FIELDS}, explanation.problems)


def _lines(told: Explanation) -> Iterator[str]:
    yield f"/{told.address} ({told.file})"
    if told.source:
        yield f"  made from       {told.source}"
    if told.template:
        yield f"  template        {told.template}, from {', '.join(told.templates)}"
    yield f"  last made       {f'because {told.made}' if told.made else 'never'}"
    yield f"  the next build  {_next(told)}"
    if told.waits:
        yield "  But seeds/ changed since the last build: what is new there is converted first, and may change this."


def _next(told: Explanation) -> str:
    if told.kind == "gone":
        return "removes it: nothing in the site leads to this address any more"
    verb = "copies it anew" if told.kind == "file" else "makes it anew"
    return f"{verb} because {told.next}" if told.next else "leaves it: it is as the plan wants it"
