"""Candidates: the lines of the front matter that are no field. Where they stand tells what they are.

One of them is the title; others may be the publication, the text of an image, a byline without a label, a subtitle.
What stays undecided is left in the body, and a person is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from backfile.intake.byline import parse_byline
from backfile.intake.captions import is_image_text
from backfile.intake.citation import fill_from_citation, is_cited
from backfile.intake.credited import add_bare_name, names_people
from backfile.intake.draft import Draft
from backfile.intake.headings import is_kind_of_text, looks_like_heading, undecorated
from backfile.intake.headline import point_out_rivals, take_title, title_line
from backfile.intake.labels import read_label
from backfile.intake.lines import Line, ends_a_sentence, is_file_name, is_sentence, sameness_key, word_count
from backfile.intake.masthead import Masthead
from backfile.intake.masthead_fields import add_masthead
from backfile.intake.publications import is_publication_like
from backfile.intake.record import Caption
from backfile.intake.recurrence import leave_out_above
from backfile.intake.titles import could_be_title

_SHORTEST_SUBTITLE = 3  # one word or two may be the section of the site
_ABOVE_BYLINE = frozenset(["masthead", "date", "affiliation"])
_BELOW_BYLINE = _ABOVE_BYLINE | {"byline", "abstract", "keywords"}


def settle(draft: Draft, lines: Sequence[Line], end: int, candidates: list[Line]) -> None:
    """Say of each candidate among the first `end` lines what it is, as far as that can be told."""
    head, small = lines[:end], _small_words(lines[end:])
    _publication_above(draft, head, candidates, small)
    title = None if draft.title else title_line(draft, head, candidates, small)
    if title:
        take_title(draft, title, candidates)
    _kind_above(draft, candidates)
    _repeated_title(draft, candidates)
    fill_from_citation(draft, candidates)
    leave_out_above(draft, [line for line in candidates if line.number != draft.title_line])
    _image_text(draft, head, candidates)
    _bare_byline(draft, head, candidates, small)
    _subtitle(draft, lines[: end + 1], candidates)
    point_out_rivals(draft, head, candidates, small)
    _point_out(draft, head, candidates)


def _kind_above(draft: Draft, candidates: list[Line]) -> None:
    """The word above the title that says what kind of text it is."""
    for line in [line for line in candidates if line.number < draft.title_line and is_kind_of_text(line.text)]:
        draft.notebook.leave_out(line, "the kind of text")
        candidates.remove(line)


def _repeated_title(draft: Draft, candidates: list[Line]) -> None:
    for line in list(candidates):
        is_again = draft.notebook.is_free(line) and sameness_key(undecorated(line.text)) == sameness_key(draft.title)
        if draft.title and is_again:
            draft.notebook.leave_out(line, "the title once more")
            candidates.remove(line)


def _publication_above(draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]) -> None:
    """The name of the publication on the line above the rest of the masthead."""
    if not draft.masthead_line or draft.masthead.publication:
        return
    place = next(place for place, line in enumerate(lines) if line.number == draft.masthead_line)
    above = lines[place - 1] if place else None
    others = [line for line in candidates if line is not above and not names_people(line.text, small)]
    if (
        above not in candidates
        or above is None
        or lines[place].gap > 1
        or not any(could_be_title(one.text) for one in others)
    ):
        return
    is_named = is_publication_like(above.text, draft.context.publications)
    is_apart = lines[place].gap == 0 and others[0].gap > 0 and draft.masthead.date is not None
    is_first = above is lines[0] and others[0].number > draft.masthead_line
    if is_named or (is_first and (is_apart or _has_titled_byline(draft, lines[place:], candidates))):
        if not is_named:
            sentence = f"“{above.text}” was taken as the publication because it stands above the volume; check it."
            draft.notebook.remark("publication-by-place", above.number, sentence)
        rivals = [one.text for one in others if could_be_title(one.text)]
        if above is not lines[0] and rivals[1:]:
            sentence = f"It is not certain which of these is the title: “{'”, “'.join(rivals[:3])}”; check it."
            draft.notebook.remark("title-by-place", above.number, sentence)
        add_masthead(draft, Masthead(publication=above.text.strip(" ,;:|")), above)
        candidates.remove(above)


def _has_titled_byline(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> bool:
    """Whether a line that can be the title stands right above a byline or an abstract, and not above the text."""
    return any(
        line in candidates and could_be_title(line.text) and draft.notebook.kind_of(below) in {"byline", "abstract"}
        for line, below in pairwise(lines)
    )


def _image_text(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """The text of the image: the line above the caption, or the bare name of a file."""
    for place, line in enumerate(lines):
        if line not in candidates or not draft.notebook.is_free(line) or not is_image_text(line.text):
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        is_above = below is not None and draft.notebook.kind_of(below) == "caption" and below.gap <= 1
        if is_above and not draft.captions[0].alt:
            draft.captions[0] = replace(draft.captions[0], alt=line.text)
        elif is_file_name(line.text) and not draft.captions:
            draft.captions.append(Caption(alt=line.text, line=line.number))
        else:
            continue
        draft.notebook.take(line, "image text")
        candidates.remove(line)


def _bare_byline(draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]) -> None:
    """A name on a line of its own beside the masthead or the date; a name elsewhere is only pointed out."""
    if draft.has_byline:
        return
    for line in list(candidates):
        is_name = draft.notebook.is_free(line) and not ends_a_sentence(line.text) and names_people(line.text, small)
        if not is_name:
            continue
        is_known = is_cited(draft, line.text) or _stands_by_a_field(draft, lines, line)
        if is_known and add_bare_name(draft, line):
            candidates.remove(line)
            continue
        draft.plain_lines.add(line.number)
        sentence = f"“{line.text}” may be the author; nothing in the text says so. Add it to the authors if it is."
        draft.notebook.remark("author-without-label", line.number, sentence)


def _stands_by_a_field(draft: Draft, lines: Sequence[Line], line: Line) -> bool:
    """Whether a masthead or date is right above or below, or another name of the same byline right above."""
    place = lines.index(line)
    above, below = lines[max(0, place - 1) : place], lines[place + 1 : place + 2]
    kinds = {draft.notebook.kind_of(one) for one in above} & _ABOVE_BYLINE
    kinds |= {draft.notebook.kind_of(one) for one in below} & _BELOW_BYLINE
    parsed = parse_byline(line.text)
    if parsed and parsed.date and not (parsed.is_doubtful or parsed.unread):
        return True
    is_next_name = not line.gap and any(draft.notebook.kind_of(one) == "byline" for one in above)
    return is_next_name if draft.has_byline else bool(kinds)


def _subtitle(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """The line right below the title, with no empty line between, and a field or an empty line behind it."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        is_below_title = above.number == draft.title_line and not line.gap and line in candidates
        is_alone = below.gap > 0 or not draft.notebook.is_free(below)
        is_name = names_people(line.text, frozenset()) and not draft.has_byline
        if (
            is_below_title
            and is_alone
            and not is_name
            and word_count(line.text) >= _SHORTEST_SUBTITLE
            and could_be_title(line.text)
        ):
            draft.subtitle = line.text
            draft.notebook.take(line, "subtitle")
            candidates.remove(line)
            sentence = f"“{line.text}” was taken as the subtitle because it stands right below the title; check it."
            draft.notebook.remark("subtitle-by-place", line.number, sentence)
            return


def _point_out(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """Lines among the fields that nothing explains stay at the top of the body, and a person is told."""
    last = max((line.number for line in lines if not draft.notebook.is_free(line)), default=0)
    open_lines = [line for line in candidates if draft.notebook.is_free(line)]
    loose = [line for line in open_lines if line.number > last and could_be_title(line.text)]
    if loose[1:]:
        sentence = f"“{loose[-1].text[:80]}” may be a heading, or belong to the lines above it; check it."
        draft.notebook.remark("heading-doubtful", loose[-1].number, sentence)
    for line in open_lines:
        label = read_label(line.text)
        if label and label.field == "author":
            draft.plain_lines.add(line.number)
            sentence = f"“{line.text[:80]}” looks like a byline but could not be read; write the authors yourself."
            draft.notebook.remark("byline-unclear", line.number, sentence)
        elif line.number < last or line in loose[:-1] or not (looks_like_heading(line.text) or is_sentence(line.text)):
            draft.plain_lines.add(line.number)
            sentence = (
                f"“{line.text[:80]}” stands above the article and is no field that is known; it was left in the text."
            )
            draft.notebook.remark("line-unexplained", line.number, sentence)


def _small_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the body writes without a capital, which names of people are not."""
    sample = " ".join(line.text[:5000] for line in lines[:200])
    return frozenset(filter(str.islower, set(sample.split())))
