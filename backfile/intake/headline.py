"""The title: which of the candidates it is, how it is put together, and what else could be it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from backfile.intake.boilerplate import boilerplate_reason
from backfile.intake.citation import is_cited
from backfile.intake.contacts import is_identity
from backfile.intake.credited import names_people, names_surely
from backfile.intake.draft import Draft
from backfile.intake.headings import is_kind_of_text, split_heading, undecorated
from backfile.intake.lines import Line, sameness_key, word_count
from backfile.intake.masthead import read_masthead
from backfile.intake.publications import is_publication_like
from backfile.intake.recurrence import recurs
from backfile.intake.reviews import describes_a_work
from backfile.intake.titles import LONGEST_TITLE, could_be_title, is_page_title

_SHORTEST_SUBTITLE = 3  # one word or two may be the section of the site


def title_line(draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]) -> Line | None:
    """The first candidate that looks like a title; below a field a name is one only if nothing else is."""
    possible = [line for line in candidates if could_be_title(line.text)]
    if stated := _stated_title(draft, possible):
        return stated
    possible = [line for line in possible if not is_kind_of_text(line.text)] or possible
    possible = [line for line in possible if not boilerplate_reason(line.text)] or possible
    possible = [line for line in possible if not recurs(draft, line)] or possible
    possible = [line for line in possible if not is_identity(line)] or possible
    possible = [line for line in possible if not describes_a_work(line)]
    possible = _without_serial(draft, lines, possible)
    last = max((line.number for line in lines if draft.notebook.kind_of(line)), default=0)
    possible = [line for line in possible if not (_is_credit(line.text) or read_masthead(line.text))] or possible
    others = [line for line in possible if line.number < last and not names_people(line.text, small)]
    for line in possible:
        is_first = line is lines[0] and (not others or _is_no_author(draft, line.text))
        if is_first or not names_people(line.text, small):
            if draft.credits and draft.has_masthead and line.number > draft.masthead_line and _is_last(line, lines):
                sentence = f"“{line.text}” was taken as the title, but stands where a heading could stand; check it."
                draft.notebook.remark("title-by-place", line.number, sentence)
            return line
    if possible:
        return possible[0]
    is_above_field = len(lines) > 1 and lines[0] in candidates and not draft.notebook.is_free(lines[1])
    return lines[0] if is_above_field and word_count(lines[0].text) <= LONGEST_TITLE else None


def take_title(draft: Draft, line: Line, candidates: list[Line]) -> None:
    """The title, put together where it is broken and without the name of the site that browsers add to it."""
    place = candidates.index(line)
    following = candidates[place + 1 : place + 2]
    title = line.text
    shorter = next((after for after in candidates[place + 1 :] if is_page_title(line.text, after.text)), None)
    if shorter:
        draft.notebook.leave_out(line, "the title once more, with the name of the site")
        candidates.remove(line)
        line = shorter
        title = shorter.text
    elif rest := _rest_in_capitals(draft, line, candidates):
        title = " ".join([title, *(one.text for one in rest)])
        for one in rest:
            draft.notebook.take(one, "title")
            candidates.remove(one)
    elif following and not following[0].gap and (joined := split_heading([line, following[0]])):
        title = joined
        draft.notebook.take(following[0], "title")
        candidates.remove(following[0])
    bare = undecorated(title)
    draft.notebook.leave_out_words(line, [title.replace(bare, "", 1)] if bare != title else [], "words of a portal")
    draft.title, draft.title_line = " ".join(bare.split()), line.number
    if " | " in draft.title:
        sentence = f"“{draft.title}” was taken as the title, but a bar in it may part it from something else; check it."
        draft.notebook.remark("title-by-place", line.number, sentence)
    if draft.title.isupper():
        draft.title = draft.title.rstrip(".")
    draft.notebook.take(line, "title", "how to cite the article names it" if is_cited(draft, draft.title) else "")


def point_out_rivals(draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]) -> None:
    """Point out what else could be the title, unless a label or the citation says what is."""
    if not draft.title or is_cited(draft, draft.title):
        return
    _doubt_kind(draft, small)
    last = max((line.number for line in lines if draft.notebook.kind_of(line)), default=0)
    for line in candidates:
        is_near = line.number < last or _outdoes(line.text, draft.title)
        is_rival = draft.notebook.is_free(line) and is_near and could_be_title(line.text)
        is_section = line.number > draft.title_line and word_count(line.text) < _SHORTEST_SUBTITLE
        if is_rival and not (is_section or names_people(line.text, small) or is_kind_of_text(line.text)):
            sentence = f"“{draft.title}” was taken as the title; “{line.text}” could be it too. Check it."
            draft.notebook.remark("title-by-place", line.number, sentence)


def _is_no_author(draft: Draft, text: str) -> bool:
    """Whether words in the form of one name stand above a byline that says who else is the author."""
    words = set(sameness_key(text).split())
    names = {word for credit in draft.credits for word in sameness_key(credit.name.printed).split()}
    return draft.has_byline and "," not in text and not words & names


def _is_credit(text: str) -> bool:
    """Whether a line credits somebody with words that are no label known: "Illustrations: A B"."""
    words, colon, name = text.partition(": ")
    return bool(colon) and word_count(words) < _SHORTEST_SUBTITLE and names_surely(name)


def _outdoes(text: str, title: str) -> bool:
    """Whether a line below the title looks more like one: longer, or not in capitals as the words of a section are."""
    count = word_count(title)
    return count < _SHORTEST_SUBTITLE or word_count(text) > count or (title.isupper() and not text.isupper())


def _doubt_kind(draft: Draft, small: frozenset[str]) -> None:
    """Point out a title that has the form of something else, of which the text names no other."""
    sentence = ""
    if not draft.has_byline and names_people(draft.title, small):
        sentence = (
            f"“{draft.title}” was taken as the title, but has the form of a name; check whether it is the author."
        )
    elif _may_name_a_periodical(draft):
        sentence = f"“{draft.title}” was taken as the title, but may name a periodical; check it."
    if sentence:
        draft.notebook.remark("title-by-place", draft.title_line, sentence)


def _may_name_a_periodical(draft: Draft) -> bool:
    is_short = word_count(draft.title) <= _SHORTEST_SUBTITLE
    return is_short and not draft.masthead.publication and is_publication_like(draft.title, draft.context.publications)


def _without_serial(draft: Draft, lines: Sequence[Line], possible: list[Line]) -> list[Line]:
    """Without a first line that looks like the name of a periodical, where a title stands above the byline."""
    first = possible[0] if possible else None
    if first is None or first is not lines[0] or not is_publication_like(first.text, draft.context.publications):
        return possible
    if any(is_page_title(first.text, after.text) for after in possible[1:]):
        return possible
    above = [one for one, below in pairwise(lines) if draft.notebook.kind_of(below) in {"byline", "abstract"}]
    return possible[1:] if any(line in above for line in possible[1:]) else possible


def _stated_title(draft: Draft, possible: Sequence[Line]) -> Line | None:
    """The title that the citation contains, or that stands twice at the head of the text."""
    cited = [line for line in possible if is_cited(draft, line.text)]
    if cited:
        return max(cited, key=lambda line: len(line.text))
    keys = Counter(sameness_key(line.text) for line in possible)
    twice = [line for line in possible if keys[sameness_key(line.text)] > 1]
    return twice[0] if twice and len({sameness_key(line.text) for line in twice}) == 1 else None


def _is_last(line: Line, lines: Sequence[Line]) -> bool:
    return line is lines[-1]


def _rest_in_capitals(draft: Draft, title: Line, candidates: list[Line]) -> list[Line]:
    """Further lines of a title in capitals; one that may be a name belongs to it only if the author is known."""
    rest: list[Line] = []
    number = title.number
    for line in candidates[candidates.index(title) + 1 :] if title.text.isupper() else []:
        is_next = line.number == number + 1 and line.text.isupper() and could_be_title(line.text)
        if not is_next or (not draft.has_byline and names_people(line.text, frozenset())):
            break
        rest.append(line)
        number = line.number
    return rest
