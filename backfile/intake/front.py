"""The front matter: everything above the first paragraph, and what is told of the article below its last.

Lines that are no field are candidates for the title, the name of the publication, the text of an image or a byline
without a label; where they stand decides, and what stays undecided is left in the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.boilerplate import opens_related_posts
from backfile.intake.candidates import settle
from backfile.intake.captions import parse_caption
from backfile.intake.contacts import is_identity
from backfile.intake.credited import add_bare_name, credited_below, names_surely
from backfile.intake.dateline import whole_date
from backfile.intake.draft import Draft
from backfile.intake.fields import read_field
from backfile.intake.furniture import leave_out_menu
from backfile.intake.headings import heading_depth, is_kind_of_text, is_known_heading, looks_like_heading
from backfile.intake.labels import Labelled, read_label
from backfile.intake.lines import PROSE_WORDS, Line, is_prose, word_count
from backfile.intake.mail import leave_out_mail
from backfile.intake.masthead import read_masthead
from backfile.intake.record import Caption
from backfile.intake.reviews import set_work_apart
from backfile.intake.titles import could_be_title

_MOST_LINES = 60
_MOST_CANDIDATES = 12
_LOOK_AHEAD = 4
_LONGEST_STANDFIRST = 80
_LONGEST_LABELLED = 30
_FEWEST_OF_ANNOUNCEMENT = 8
# These open titles as well: "By Night Train", "Di chi è il fiume?"
_WORDS_OF_TITLES = frozenset(["by", "di", "von"])
_OF_A_PERSON = frozenset(["affiliation", "e-mail", "ORCID iD"])
# The book that the article is taken from: "in: A B (Hg.): Ufer. Graz 1999, S. 211–219".
_CONTAINER = re.compile(r"(?:in|aus|da|из) ?: \S", re.IGNORECASE)
_STRONG = frozenset(["author", "published", "publication", "issn"])


def read_front(draft: Draft, lines: Sequence[Line]) -> int:
    """Read the front matter into the draft; gives back how many lines it reaches over."""
    candidates: list[Line] = []
    place = leave_out_mail(draft, lines) or leave_out_menu(draft, lines)
    while place < min(len(lines), _MOST_LINES) and len(candidates) <= _MOST_CANDIDATES:
        line = lines[place]
        if candidates and opens_related_posts(line.text):
            break
        if not draft.notebook.is_free(line):  # part of a list of contents
            place += 1
            continue
        _name_above_identity(draft, lines, place, candidates)
        is_title_above = not candidates and could_be_title(line.text) and _is_byline_by_word(line, lines[place + 1 :])
        taken = 0 if is_title_above else _caption(draft, lines, place) or read_field(draft, lines[place:])
        if not taken:
            if _is_body(draft, lines, place, candidates):
                break
            candidates.append(line)
        place += taken or 1
    set_work_apart(draft, lines[:place])
    settle(draft, lines, place, candidates)
    return place


def _is_body(draft: Draft, lines: Sequence[Line], place: int, candidates: list[Line]) -> bool:
    """Whether the article itself begins here: with a sentence or a heading, and no field close behind it."""
    text = lines[place].text
    if not candidates and could_be_title(text):
        return False
    if not candidates and _CONTAINER.match(text):
        return False
    is_byline = names_surely(text)
    if is_byline or _announces(text):
        return not is_byline
    if is_kind_of_text(text) and candidates and _is_field_ahead(draft, lines[place + 1 :]):
        return False
    is_numbered = bool(heading_depth(text)) and looks_like_heading(text) and bool(candidates)
    if is_known_heading(text) or is_numbered or (candidates and _is_broken_off(lines, place)):
        return True
    is_long = word_count(text) > _LONGEST_STANDFIRST
    return is_prose(text) and (is_long or not _is_field_ahead(draft, lines[place + 1 :]))


def _announces(text: str) -> bool:
    """Whether a line announces what stands in the article below it."""
    return text.endswith(":") and word_count(text) >= _FEWEST_OF_ANNOUNCEMENT and not read_label(text)


def _is_broken_off(lines: Sequence[Line], place: int) -> bool:
    """Whether a page's width broke a sentence after this line."""
    below = lines[place + 1] if place + 1 < len(lines) else None
    return (
        below is not None
        and not below.gap
        and below.text[0].islower()
        and not read_label(below.text)
        and word_count(lines[place].text) >= PROSE_WORDS // 2
    )


def _is_field_ahead(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether a masthead or byline that is still missing follows within a few lines."""
    for line in lines[:_LOOK_AHEAD]:
        label = read_label(line.text)
        if label and _is_wanted(draft, label, line):
            return True
        masthead = read_masthead(line.text)
        is_new = not draft.has_masthead or bool(masthead and masthead.pages and not draft.masthead.pages)
        if masthead and not masthead.is_weak and is_new:
            return True
    return False


def _is_wanted(draft: Draft, label: Labelled, line: Line) -> bool:
    """Whether a label surely announces the byline or masthead that has not been found yet."""
    if label.field not in _STRONG or word_count(line.text) > _LONGEST_LABELLED:
        return False
    if label.is_weak and not (label.field == "author" and names_surely(label.value)):
        return False
    return not (draft.has_byline if label.field == "author" else draft.has_masthead)


def _is_byline_by_word(line: Line, following: Sequence[Line]) -> bool:
    """Whether "By Night Train" is the title after all: the first line of a text, with none below it to be one."""
    label = read_label(line.text)
    if not label or label.has_colon or label.label not in _WORDS_OF_TITLES or line.text[:1].islower():
        return False
    below = next((after.text for after in following if not _is_field_line(after.text)), "")
    return not below or is_prose(below)


def _is_field_line(text: str) -> bool:
    masthead = read_masthead(text)
    label = read_label(text)
    is_labelled = label is not None and not (label.label in _WORDS_OF_TITLES and not names_surely(label.value))
    return bool(is_labelled or whole_date(text) or (masthead and not masthead.is_weak))


def _caption(draft: Draft, lines: Sequence[Line], place: int) -> int:
    """The caption of the article's figure; captions further down stay in the body."""
    parsed = parse_caption(lines[place].text)
    is_title = place == 0 and parsed is not None and not (parsed.credit or parsed.licence)  # "Map 3: The Upper Valley"
    if not parsed or draft.captions or is_title:
        return 0
    line = lines[place]
    if not (parsed.text or line.gap) and draft.notebook.kind_above(line) == "byline":
        return credited_below(draft, line, parsed.credit, "photographer")
    draft.captions.append(Caption(text=parsed.text, credit=parsed.credit, licence=parsed.licence, line=line.number))
    draft.notebook.take(line, "caption")
    return 1


def _name_above_identity(draft: Draft, lines: Sequence[Line], place: int, candidates: list[Line]) -> None:
    """A name right above an address, an ORCID iD or a place of work is the name that these belong to."""
    above = lines[place - 1] if place else None
    if above is None or not candidates[1:] or above is not candidates[-1] or not is_identity(lines[place]):
        return
    before = draft.notebook.kind_of(lines[place - 2]) if place > 1 else ""
    if draft.credits and before not in _OF_A_PERSON:
        return
    if add_bare_name(draft, candidates[-1]):
        candidates.pop()
