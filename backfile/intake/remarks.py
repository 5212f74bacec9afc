"""Remarks: what a person should look at, one plain sentence each, saying what it is and what to do."""

from __future__ import annotations

import re

from backfile.archive.identifiers import issn_check_digit_is_right
from backfile.intake.captions import parse_caption
from backfile.intake.dateline import StatedDate
from backfile.intake.draft import Draft
from backfile.intake.publications import nearest

_MISSING = {
    "missing-title": "The text has no title; write one.",
    "missing-masthead": "Nothing in the text names the periodical or the issue; add publication, volume and issue "
    "if you know them.",
    "missing-publication": "The text has a number of an issue but names no periodical; add the publication if it is "
    "not that of this archive.",
    "missing-author": "The text names no author; add one, or leave the article without.",
    "missing-date": "The text does not state its date of publication, so the article sorts by volume and issue, prints "
    "no date, and Google Scholar, which needs one, may pass it over; add the date if you know it.",
    "empty-body": "There is no text below the title and the masthead; paste the article.",
}
_MORE_THAN_A_NAME = re.compile(r" [–—-] |[():;]|, [IVXLCDM]{1,9}$|[0-9]")


def remark_on_gaps(draft: Draft, *, has_date: bool, has_body: bool) -> None:
    """Point out what the text does not say."""
    masthead = draft.masthead
    has_number = bool(masthead.issns or masthead.volume or masthead.issue)
    gaps = {
        "missing-title": not draft.title,
        "missing-masthead": not (masthead.publication or has_number),
        "missing-publication": has_number and not masthead.publication,
        "missing-author": not any(credit.role == "author" for credit in draft.credits),
        "missing-date": not has_date,
        "empty-body": not has_body,
    }
    for key, is_missing in gaps.items():
        if is_missing:
            draft.notebook.remark(key, 0, _MISSING[key])


def remark_on_masthead(draft: Draft) -> None:
    """Point out faults of the masthead and what contradicts the archive."""
    masthead, line, notebook = draft.masthead, draft.masthead_line, draft.notebook
    if masthead.faults:
        faults = "; ".join(dict.fromkeys(masthead.faults))
        read = ", ".join(
            filter(
                None, [masthead.volume and f"volume {masthead.volume}", masthead.issue and f"issue {masthead.issue}"]
            )
        )
        sentence = (
            f"The masthead is malformed ({faults}); it was read as {read or 'neither volume nor issue'}. Check it."
        )
        notebook.remark("masthead-malformed", line, sentence)
    for issn in masthead.issns:
        if not issn_check_digit_is_right(issn):
            sentence = f"The check digit of ISSN {issn} is wrong, so it is not used; compare it with the original."
            notebook.remark("issn-check-digit", line, sentence)
    if len(masthead.issns) > 1:
        second = " and ".join(masthead.issns[1:])
        sentence = f"The masthead has more than one ISSN; {masthead.issns[0]} was taken, {second} left out. Choose."
        notebook.remark("second-issn", line, sentence)
    _compare_with_archive(draft)


def remark_on_date(draft: Draft, stated: StatedDate, line: int) -> None:
    """Point out what a date leaves open."""
    if stated.is_ambiguous and stated.other:
        sentence = (
            f"The date may be {stated.date.printed('en')} or {stated.other.printed('en')}; only the year was taken. "
            "Write the whole date as 2023-09-20."
        )
        draft.notebook.remark("date-ambiguous", line, sentence)
    if stated.rest:
        sentence = f"The date is a range of months, “{stated.rest}”; only its year was taken."
        draft.notebook.remark("date-range", line, sentence)
    if stated.date.season:
        sentence = f"The date is a season, {stated.date.printed('en')}; a manuscript can hold only its year."
        draft.notebook.remark("date-season", line, sentence)


def remark_on_figure(draft: Draft) -> None:
    """Point out what the captions lack."""
    for caption in draft.captions:
        sentence = "There is a caption but no image in the text; put the file into static/images and name it."
        draft.notebook.remark("figure-without-image", caption.line, sentence)
        has_credit = bool(caption.credit or caption.licence)
        if has_credit and not _names_somebody(caption.credit):
            sentence = (
                f"The credit of the image names nobody (“{caption.credit or caption.licence}”); find out who made it."
            )
            draft.notebook.remark("credit-without-name", caption.line, sentence)


def _names_somebody(credit: str) -> bool:
    parsed = parse_caption(f"x (Credits: {credit})") if credit else None
    return bool(parsed and parsed.has_name)


def _compare_with_archive(draft: Draft) -> None:
    masthead = draft.masthead
    is_known = masthead.publication in {title for title, _ in draft.context.publications}
    if not is_known and _MORE_THAN_A_NAME.search(masthead.publication):
        sentence = f"“{masthead.publication}” was taken as the publication, but may hold more than its name; check it."
        draft.notebook.remark("publication-doubtful", draft.masthead_line, sentence)
    known = nearest(masthead.publication, draft.context.publications) if masthead.publication else None
    if known and known[0] != masthead.publication:
        sentence = f"The publication is written “{masthead.publication}”; is it “{known[0]}”? It was kept as written."
        draft.notebook.remark("publication-misspelt", draft.masthead_line, sentence)
    if known and known[1] and masthead.issns and known[1] not in masthead.issns:
        sentence = (
            f"ISSN {masthead.issns[0]} is not the one that the archive knows for {known[0]}, {known[1]}. Check it."
        )
        draft.notebook.remark("issn-differs", draft.masthead_line, sentence)
