"""Who is named in the front matter: bylines, with a label, without one, and those of other roles.

Each reader takes the draft, the label if there is one, and the lines from its own on; it gives back how many of them it
took, 0 for a line that is something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.archive.credits import Credit
from backfile.archive.names import has_doubtful_split
from backfile.intake.byline import ParsedByline, parse_byline, printed_marks
from backfile.intake.contacts import check_orcid
from backfile.intake.draft import Draft
from backfile.intake.labels import ROLE, ROLES, Labelled, role_of
from backfile.intake.lines import Line, is_prose, word_count
from backfile.intake.people import is_full_name, is_team
from backfile.intake.publications import is_publication_like

_OF_A_PORTAL = re.compile(r"автор(?:ы)? научной работы ?[—–:-] ?", re.IGNORECASE)
_LIFE = re.compile(r"\((?:b\. |born |\* ?|geb\. |р\. )?[0-9]{4}(?:\)| ?[-–—])")
# Names behind these words stand in the genitive, unless a colon parts them.
_GENITIVE = re.compile(
    r"(?:^|[ ,;(])(?:под (?:общей )?редакцией|под ред\.|перевод(?: со? [^\W\d_]{3,20}(?: языка)?)?|фото|фотографии|"
    r"интервью|текст|рисунки|иллюстрации) (?=[А-ЯЁ])",
    re.IGNORECASE,
)
_CURATED = re.compile(r"a cura d(?:i|el|ella|ei)\b", re.IGNORECASE)
_MOST_WORDS = 30
_LONGEST_CAPITALS = 3


def byline(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A labelled byline, on its own line or on the next one."""
    role = label.field if label.field in ROLES else "author"
    if not label.value:
        return _byline_below(draft, lines, role, is_certain_label=label.has_colon)
    if label.is_weak:
        return _weak_byline(draft, label, lines[0], role)
    draft.has_byline = True
    count = 2 if label.value.endswith(",") and len(lines) > 1 and not is_prose(lines[1].text) else 1
    text = " ".join([label.value, *(line.text for line in lines[1:count])])
    parsed = parse_byline(text, role) or parse_byline(label.value, role)
    if not parsed:
        draft.notebook.leave_out(lines[0], "a byline that could not be read")
        sentence = f"The byline “{label.value}” could not be read as names; write the authors yourself."
        draft.notebook.remark("byline-unclear", lines[0].number, sentence)
        return 1
    return _credit(draft, parsed, lines[:count])


def marked_byline(draft: Draft, line: Line) -> int:
    """A byline without a label whose names carry note marks, as journals print them."""
    if draft.credits or word_count(line.text) > _MOST_WORDS or not printed_marks(line.text):
        return 0
    parsed = parse_byline(line.text)
    if not parsed or parsed.is_doubtful or not any(parsed.marks) or not all(map(_is_certain, parsed.credits)):
        return 0
    return _credit(draft, parsed, [line])


def named_within(draft: Draft, line: Line) -> int:
    """Authors that a portal names at the end of the line above the abstract."""
    found = _OF_A_PORTAL.search(line.text) if not draft.has_byline else None
    parsed = parse_byline(line.text[found.end() :]) if found else None
    if not found or not parsed:
        return 0
    draft.notebook.leave_out_words(line, [line.text[: found.start()]] if found.start() else [], "words of a portal")
    return _credit(draft, parsed, [line])


def names_people(text: str, small: frozenset[str]) -> bool:
    """Whether a line is nothing but names; `small` are words that the text also writes without a capital."""
    parsed = None if _LIFE.search(text) else parse_byline(text)
    if not parsed or not all(map(_is_certain, parsed.credits)):
        return False
    if text.isupper() and word_count(text) > _LONGEST_CAPITALS and len(parsed.credits) == 1:
        return False
    is_all_teams = all(credit.name.literal for credit in parsed.credits)
    return is_all_teams or not any(word.casefold() in small for word in text.split() if not word.islower())


def names_surely(text: str) -> bool:
    """Whether words behind a weak label are nothing but names, with what may stand beside them."""
    parsed = parse_byline(text)
    return bool(parsed and all(map(_is_certain, parsed.credits)))


def point_out_name(draft: Draft, line: Line, name: str) -> None:
    """Tell a person of a name that may be the author's, while no byline has been found."""
    if not draft.has_byline and names_surely(name):
        sentence = f"“{name}” may be the author; nothing in the text says so. Add it to the authors if it is."
        draft.notebook.remark("author-without-label", line.number, sentence)


def further_role(draft: Draft, line: Line) -> int:
    """A line below the byline that credits another role: "From the Italian translated by A B"."""
    found = ROLE.search(line.text)
    parsed = parse_byline(line.text[found.end() :], role_of(found)) if found else None
    if (
        not draft.credits
        or not parsed
        or word_count(line.text) > _MOST_WORDS
        or not all(map(_is_certain, parsed.credits))
    ):
        return 0
    return _credit(draft, parsed, [line])


def credited_below(draft: Draft, line: Line, names: str, role: str) -> int:
    """A credit of another role right below the byline, such as "Photo: A B" without a caption."""
    parsed = parse_byline(names, role)
    if not parsed or not all(map(_is_certain, parsed.credits)):
        return 0
    return _credit(draft, parsed, [line])


def add_bare_name(draft: Draft, line: Line) -> bool:
    """Take a name without a label as the author; a remark tells a person so."""
    parsed = parse_byline(line.text)
    if not parsed or not all(map(_is_certain, parsed.credits)):
        return False
    _credit(draft, parsed, [line])
    sentence = f"“{line.text}” was taken as the author because of where it stands; nothing in the text says so."
    draft.notebook.remark("author-without-label", line.number, sentence)
    return True


def _weak_byline(draft: Draft, label: Labelled, line: Line, role: str) -> int:
    parsed = parse_byline(label.value, role)
    if not parsed or word_count(line.text) > _MOST_WORDS or not all(map(_is_certain, parsed.credits)):
        return 0
    return _credit(draft, parsed, [line])


def _byline_below(draft: Draft, lines: Sequence[Line], role: str, *, is_certain_label: bool) -> int:
    """A label alone: the next line is the byline only if it can be nothing else."""
    below = parse_byline(lines[1].text, role) if len(lines) > 1 else None
    if below and all(map(_is_certain, below.credits)):
        return _credit(draft, below, lines[:2])
    if not is_certain_label:
        return 0
    draft.notebook.leave_out(lines[0], "a label with nothing behind it")
    return 1


def _credit(draft: Draft, parsed: ParsedByline, lines: Sequence[Line]) -> int:
    first = lines[0]
    if _is_repeated(draft, parsed):
        for line in lines:
            draft.notebook.leave_out(line, "the byline once more")
        return len(lines)
    draft.has_byline = draft.has_byline or any(credit.role == "author" for credit in parsed.credits)
    draft.credits.extend(parsed.credits)
    draft.credit_lines.extend(first.number for _ in parsed.credits)
    draft.newest = len(parsed.credits)
    draft.marks.extend(parsed.marks)
    if parsed.date:
        draft.beside.append((parsed.date, first.number))
    for line in lines:
        draft.notebook.take(line, "byline")
    draft.notebook.leave_out_words(first, parsed.unread, "words beside the byline")
    known = draft.context.publications
    has_serial = any(is_publication_like(one.name.printed, known) for one in parsed.credits if not one.name.literal)
    if parsed.is_doubtful or has_serial:
        sentence = f"The byline “{first.text}” holds more than names; check the authors and their affiliations."
        draft.notebook.remark("byline-unclear", first.number, sentence)
    if _CURATED.match(first.text):
        sentence = (
            f"“{first.text}” may name the author or the editor; the author was taken. Change the role if need be."
        )
        draft.notebook.remark("role-unsure", first.number, sentence)
    if _GENITIVE.search(first.text):
        sentence = f"The name in “{first.text}” stands in the genitive; write it as it is in the nominative."
        draft.notebook.remark("byline-unclear", first.number, sentence)
    for credit in parsed.credits:
        check_orcid(draft, credit, first.number)
        if has_doubtful_split(credit.name):
            sentence = (
                f"“{credit.name.printed}” was read with the family name “{credit.name.family_name}”; check where the "
                "family name begins."
            )
            draft.notebook.remark("name-split", first.number, sentence)
    return len(lines)


def _is_repeated(draft: Draft, parsed: ParsedByline) -> bool:
    """Whether all names of a byline have been read already, with the same roles."""
    known = {(credit.name.printed.casefold(), credit.role) for credit in draft.credits}
    return all((credit.name.printed.casefold(), credit.role) in known for credit in parsed.credits)


def _is_certain(credit: Credit) -> bool:
    """Whether a name needs no label to be one."""
    name = credit.name
    return is_team(name.literal) if name.literal else is_full_name(name.printed.replace(",", ""))
