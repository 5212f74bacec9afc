"""What stands beside the people of a byline: addresses, ORCID iDs, posts and places of work.

Each reader takes the draft, the label if there is one, and the lines from its own on; it gives back how many of them it
took, 0 for a line that is something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from backfile.archive.credits import Credit
from backfile.archive.identifiers import normal_orcid, orcid_check_digit_is_right
from backfile.intake.byline import EMAIL, ORCID
from backfile.intake.draft import Draft
from backfile.intake.labels import Labelled
from backfile.intake.lines import Line, ends_a_sentence, is_prose, word_count
from backfile.intake.people import is_institution, is_post

_AFFILIATION = re.compile(r"(([¹²³⁴⁵⁶⁷⁸⁹⁰*†‡§#])\2*|[0-9]{1,2})[.)]? ?(?=[^\W\d_])")
_MOST_WORDS = 30


def contact(draft: Draft, line: Line) -> int:
    """A line below the byline with an affiliation, an address or an ORCID iD."""
    if not draft.credits or (is_prose(line.text) and not is_institution(line.text)):
        return 0
    if EMAIL.fullmatch(line.text):
        return _address(draft, line)
    if identifier := normal_orcid(line.text):
        return _identify(draft, line, identifier)
    found = _AFFILIATION.match(line.text)
    is_item = found is not None and "." in found[0] and not (is_institution(line.text) or is_post(line.text))
    if found and not is_item and any(found[1] in marks for marks in draft.marks) and not ends_a_sentence(line.text):
        return _affiliate_marked(draft, line, found[1], line.text[found.end() :])
    is_below = line.gap == 0 and (is_institution(line.text) or is_post(line.text))
    if is_below and word_count(line.text) <= _MOST_WORDS and not ends_a_sentence(line.text):
        return _affiliate(draft, line, line.text)
    return 0


def is_identity(line: Line) -> bool:
    """Whether a line is nothing but what stands below a name: an address, an ORCID iD, a post, a place of work."""
    bare = line.text.rpartition(": ")[2]
    if EMAIL.fullmatch(bare) or normal_orcid(bare):
        return True
    is_place = is_institution(line.text) or is_post(line.text)
    return is_place and not line.gap and word_count(line.text) <= _MOST_WORDS and not ends_a_sentence(line.text)


def corresponding(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """The address of the author whose name it contains, or of the only author."""
    if not EMAIL.search(label.value):
        return 0
    return _address(draft, lines[0])


def orcid(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A labelled ORCID iD below the author that it belongs to."""
    count = 1 if label.value or len(lines) == 1 else 2
    identifier = normal_orcid(label.value or lines[count - 1].text)
    if not identifier:
        return 0
    return _identify(draft, lines[0], identifier) and count


def affiliation(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A labelled affiliation."""
    return _affiliate(draft, lines[0], label.value) if label.value else 0


def check_orcid(draft: Draft, credit: Credit, line: int) -> None:
    """Point out an ORCID iD whose check digit is wrong."""
    if credit.orcid and not orcid_check_digit_is_right(credit.orcid):
        sentence = f"The check digit of the ORCID iD {credit.orcid} is wrong; compare it with the original."
        draft.notebook.remark("orcid-check-digit", line, sentence)


def _address(draft: Draft, line: Line) -> int:
    found = EMAIL.search(line.text)
    if not found:
        return 0
    local = _letters(found[0].partition("@")[0])
    owners = [place for place, credit in enumerate(draft.credits) if _letters(credit.name.family) in local]
    owners = owners or ([0] if len(draft.credits) == 1 else [])
    if len(owners) == 1:
        draft.credits[owners[0]] = replace(draft.credits[owners[0]], email=found[0])
        draft.notebook.take(line, "e-mail")
    else:
        draft.notebook.leave_out(line, "an address that belongs to no single author")
    return 1


def _identify(draft: Draft, line: Line, identifier: str) -> int:
    """Give an ORCID iD to the only author, or to the last one if he has none and is the line above."""
    if not draft.credits:
        return 0
    if len(draft.credits) > 1 or draft.credits[-1].orcid:
        draft.notebook.leave_out(line, "an ORCID iD that belongs to no single author")
        return 1
    draft.credits[-1] = replace(draft.credits[-1], orcid=identifier)
    draft.notebook.take(line, "ORCID iD")
    check_orcid(draft, draft.credits[-1], line.number)
    return 1


def _affiliate_marked(draft: Draft, line: Line, mark: str, text: str) -> int:
    email = EMAIL.search(text)
    place_of_work = text.replace(email[0], "").strip(" .,;:()") if email else text.strip(" .;")
    if email and not (is_institution(place_of_work) or is_post(place_of_work)):
        return _address(draft, line)
    for place, marks in enumerate(draft.marks):
        credit = draft.credits[place]
        if mark in marks and not credit.affiliation:
            address = email[0] if email else credit.email
            draft.credits[place] = replace(credit, affiliation=place_of_work, email=address)
    draft.notebook.take(line, "affiliation")
    return 1


def _affiliate(draft: Draft, line: Line, text: str) -> int:
    is_of_last = len(draft.credits) == 1 or (draft.newest == 1 and draft.notebook.last_kind == "byline")
    if is_of_last and not draft.credits[-1].affiliation:
        draft.credits[-1] = _with_place(draft.credits[-1], text)
        draft.notebook.take(line, "affiliation")
        check_orcid(draft, draft.credits[-1], line.number)
    else:
        draft.notebook.leave_out(line, "an affiliation that belongs to no single author")
    return 1


def _with_place(credit: Credit, text: str) -> Credit:
    """The credit with a place of work, and with the address and the ORCID iD that stand in the same line."""
    email, identifier = EMAIL.search(text), ORCID.search(text)
    for found in filter(None, [email, identifier]):
        text = text.replace(found[0], "")
    orcid = normal_orcid(identifier[0]) if identifier else None
    return replace(
        credit, affiliation=text.strip(" .,;"), email=email[0] if email else credit.email, orcid=orcid or credit.orcid
    )


def _letters(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if char.isalpha()) or "\0"
