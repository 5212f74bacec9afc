"""The front matter: everything above the first paragraph, and what is told of the article below its last.

Lines that are no field are candidates for the title, the name of the publication, the text of an image or a byline
without a label; where they stand decides, and what stays undecided is left in the body.
"""

from __future__ import annotations

from collections.abc import Sequence

from backfile.intake.captions import is_image_text, parse_caption
from backfile.intake.credited import add_bare_name, is_identity, names_people
from backfile.intake.draft import Draft
from backfile.intake.fields import add_masthead, read_field
from backfile.intake.headings import heading_depth, is_known_heading, looks_like_heading, split_heading
from backfile.intake.labels import read_label
from backfile.intake.lines import Line, ends_a_sentence, is_file_name, is_prose, sameness_key, word_count
from backfile.intake.masthead import Masthead, read_masthead
from backfile.intake.publications import is_publication_like
from backfile.intake.record import Caption

_MOST_LINES = 60
_MOST_CANDIDATES = 12
_LOOK_AHEAD = 4
_TAIL_LINES = 8
_LONGEST_STANDFIRST = 80
_LONGEST_TITLE = 30
_SHORTEST_SUBTITLE = 3  # one word or two may be the section of the site
_BESIDE_BYLINE = frozenset(["masthead", "date", "affiliation"])
_STRONG = frozenset(["author", "published", "publication", "issn"])


def read_front(draft: Draft, lines: Sequence[Line]) -> int:
    """Read the front matter into the draft; gives back how many lines it reaches over."""
    candidates: list[Line] = []
    place = 0
    while place < min(len(lines), _MOST_LINES) and len(candidates) <= _MOST_CANDIDATES:
        line = lines[place]
        _name_above_identity(draft, lines, place, candidates)
        is_title_above = not candidates and _could_be_title(line.text) and _is_byline_by_word(line, lines[place + 1 :])
        taken = 0 if is_title_above else _caption(draft, lines, place) or read_field(draft, lines[place:])
        if not taken:
            if _is_body(draft, lines, place, candidates):
                break
            candidates.append(line)
        place += taken or 1
    small = _small_words(lines[place:])
    _settle(draft, lines[:place], candidates, small)
    _bare_byline(draft, lines[:place], candidates, small)
    _subtitle(draft, lines[: place + 1], candidates)
    _point_out(draft, lines[:place], candidates)
    return place


def read_tail(draft: Draft, lines: Sequence[Line]) -> None:
    """Read labelled lines below the last paragraph for fields that the front matter lacks."""
    for place in range(max(0, len(lines) - _TAIL_LINES), len(lines)):
        line = lines[place]
        label = read_label(line.text) if draft.notebook.is_free(line) else None
        if not label or label.is_weak or not label.value or is_prose(line.text):
            continue
        is_wanted = {
            "author": not draft.credits, "published": not (draft.published or draft.beside), "doi": not draft.doi,
        }.get(label.field, False)  # fmt: skip
        if is_wanted:
            read_field(draft, [line])


def _is_body(draft: Draft, lines: Sequence[Line], place: int, candidates: list[Line]) -> bool:
    """Whether the article itself begins here: with a sentence or a heading, and no field close behind it."""
    text = lines[place].text
    if not candidates and _could_be_title(text):
        return False
    if is_known_heading(text) or (heading_depth(text) and looks_like_heading(text) and bool(candidates)):
        return True
    if not is_prose(text):
        return False
    return word_count(text) > _LONGEST_STANDFIRST or not _is_field_ahead(draft, lines[place + 1 :])


def _is_field_ahead(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether a masthead or byline that is still missing follows within a few lines."""
    for line in lines[:_LOOK_AHEAD]:
        label = read_label(line.text)
        is_strong = label is not None and not label.is_weak and label.field in _STRONG and word_count(line.text) <= _LONGEST_TITLE
        if is_strong and not (draft.has_byline if label and label.field == "author" else draft.has_masthead):
            return True
        masthead = read_masthead(line.text)
        if masthead and not masthead.is_weak and not draft.has_masthead:
            return True
    return False


def _could_be_title(text: str) -> bool:
    if word_count(text) > _LONGEST_TITLE or is_known_heading(text) or is_file_name(text):
        return False
    return not text.endswith((".", ";", ",")) and ". " not in text and not text.startswith(("•", "- "))


def _is_byline_by_word(line: Line, following: Sequence[Line]) -> bool:
    """Whether "By Night Train" is the title after all: the first line of a text, with none below it to be one."""
    label = read_label(line.text)
    if not label or label.has_colon or label.field != "author" or line.text[:1].islower():
        return False
    below = next((after.text for after in following if not read_label(after.text)), "")
    return not below or is_prose(below)


def _caption(draft: Draft, lines: Sequence[Line], place: int) -> int:
    """The caption of the article's figure; captions further down stay in the body."""
    parsed = parse_caption(lines[place].text)
    if not parsed or draft.captions or (place == 0 and parsed.text):
        return 0
    line = lines[place]
    draft.captions.append(Caption(text=parsed.text, credit=parsed.credit, licence=parsed.licence, line=line.number))
    draft.notebook.take(line, "caption")
    return 1


def _settle(draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]) -> None:
    """Say of each candidate what it is."""
    _publication_above(draft, lines, candidates, small)
    title = None if draft.title else _title_line(draft, lines, candidates, small)
    if title:
        _title(draft, title, candidates)
    for line in [line for line in candidates if line is not title]:
        if draft.title and sameness_key(line.text) == sameness_key(draft.title):
            draft.notebook.leave_out(line, "the title once more")
            candidates.remove(line)
    _image_text(draft, lines, candidates)


def _title_line(
    draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]
) -> Line | None:
    """The first candidate that looks like a title; below a field a name is one only if nothing else is."""
    possible = [line for line in candidates if _could_be_title(line.text)]
    for line in possible:
        is_first = line is lines[0]
        if is_first or not names_people(line.text, small):
            if draft.credits and draft.has_masthead and line.number > draft.masthead_line and _is_last(line, lines):
                sentence = f"“{line.text}” was taken as the title, but stands where a heading could stand; check it."
                draft.notebook.remark("title-by-place", line.number, sentence)
            return line
    if possible:
        return possible[0]
    is_above_field = len(lines) > 1 and lines[0] in candidates and not draft.notebook.is_free(lines[1])
    return lines[0] if is_above_field and word_count(lines[0].text) <= _LONGEST_TITLE else None


def _is_last(line: Line, lines: Sequence[Line]) -> bool:
    return line is lines[-1]


def _title(draft: Draft, line: Line, candidates: list[Line]) -> None:
    """The title, put together where it is broken and without the name of the site that browsers add to it."""
    place = candidates.index(line)
    following = candidates[place + 1 : place + 2]
    title = line.text
    shorter = next((after for after in candidates[place + 1 :] if _is_page_title(line.text, after.text)), None)
    if shorter:
        draft.notebook.leave_out(line, "the title once more, with the name of the site")
        candidates.remove(line)
        line = shorter
        title = shorter.text
    elif following and not following[0].gap and (joined := split_heading([line, following[0]])):
        title = joined
        draft.notebook.take(following[0], "title")
        candidates.remove(following[0])
    draft.title, draft.title_line = " ".join(title.split()), line.number
    draft.notebook.take(line, "title")


def _is_page_title(longer: str, shorter: str) -> bool:
    rest = longer[len(shorter) :].strip()
    return longer.startswith(shorter) and rest[:1] in {"|", "–", "—", "-", "»", "·"} and word_count(shorter) > 2  # noqa: PLR2004


def _publication_above(
    draft: Draft, lines: Sequence[Line], candidates: list[Line], small: frozenset[str]
) -> None:
    """The name of the publication on the line above the rest of the masthead."""
    if not draft.masthead_line or draft.masthead.publication:
        return
    place = next(place for place, line in enumerate(lines) if line.number == draft.masthead_line)
    above = lines[place - 1] if place else None
    others = [line for line in candidates if line is not above and not names_people(line.text, small)]
    if above not in candidates or above is None or lines[place].gap > 1 or not any(_could_be_title(one.text) for one in others):
        return
    is_named = is_publication_like(above.text, draft.context.publications)
    if is_named or (above is lines[0] and _has_titled_byline(draft, lines[place:], candidates)):
        if not is_named:
            sentence = f"“{above.text}” was taken as the publication because it stands above the volume; check it."
            draft.notebook.remark("publication-by-place", above.number, sentence)
        add_masthead(draft, Masthead(publication=above.text.strip(" ,;:|")), above)
        candidates.remove(above)


def _has_titled_byline(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> bool:
    """Whether a line that can be the title stands right above a byline or an abstract, and not above the text."""
    pairs = zip(lines, lines[1:], strict=False)
    return any(
        line in candidates and _could_be_title(line.text) and draft.notebook.kind_of(below) in {"byline", "abstract"}
        for line, below in pairs
    )


def _image_text(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """The text of the image: the line above the caption, or the bare name of a file."""
    for place, line in enumerate(lines):
        if line not in candidates or not draft.notebook.is_free(line) or not is_image_text(line.text):
            continue
        below = lines[place + 1] if place + 1 < len(lines) else None
        is_above = below is not None and draft.notebook.kind_of(below) == "caption" and below.gap <= 1
        if is_above and not draft.captions[0].alt:
            old = draft.captions[0]
            draft.captions[0] = Caption(
                text=old.text, alt=line.text, credit=old.credit, licence=old.licence, line=old.line
            )
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
    for line in [line for line in candidates if draft.notebook.is_free(line)]:
        if not names_people(line.text, small) or ends_a_sentence(line.text):
            continue
        place = lines.index(line)
        near = (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2])
        if {draft.notebook.kind_of(one) for one in near} & _BESIDE_BYLINE and add_bare_name(draft, line):
            candidates.remove(line)
            return
        draft.plain_lines.add(line.number)
        sentence = f"“{line.text}” may be the author; nothing in the text says so. Add it to the authors if it is."
        draft.notebook.remark("author-without-label", line.number, sentence)


def _subtitle(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """The line right below the title, with no empty line between, and a field or an empty line behind it."""
    for above, line, below in zip(lines, lines[1:], lines[2:], strict=False):
        is_below_title = above.number == draft.title_line and not line.gap and line in candidates
        is_alone = below.gap > 0 or not draft.notebook.is_free(below)
        if is_below_title and is_alone and word_count(line.text) >= _SHORTEST_SUBTITLE and _could_be_title(line.text):
            draft.subtitle = line.text
            draft.notebook.take(line, "subtitle")
            candidates.remove(line)
            sentence = f"“{line.text}” was taken as the subtitle because it stands right below the title; check it."
            draft.notebook.remark("subtitle-by-place", line.number, sentence)
            return


def _point_out(draft: Draft, lines: Sequence[Line], candidates: list[Line]) -> None:
    """Lines among the fields that nothing explains stay at the top of the body, and a person is told."""
    last = max((line.number for line in lines if not draft.notebook.is_free(line)), default=0)
    for line in candidates:
        label = read_label(line.text)
        if not draft.notebook.is_free(line):
            continue
        if label and label.field == "author":
            draft.plain_lines.add(line.number)
            sentence = f"“{line.text[:80]}” looks like a byline but could not be read; write the authors yourself."
            draft.notebook.remark("byline-unclear", line.number, sentence)
        elif line.number < last:
            draft.plain_lines.add(line.number)
            sentence = f"“{line.text[:80]}” stands above the article and is no field that is known; it was left in the text."
            draft.notebook.remark("line-unexplained", line.number, sentence)


def _name_above_identity(draft: Draft, lines: Sequence[Line], place: int, candidates: list[Line]) -> None:
    """A name right above an address, an ORCID iD or a place of work is the name that these belong to."""
    above = lines[place - 1] if place else None
    if draft.credits or not candidates[1:] or above is not candidates[-1] or not is_identity(lines[place]):
        return
    if add_bare_name(draft, candidates[-1]):
        candidates.pop()


def _small_words(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the body writes without a capital, which names of people are not."""
    sample = " ".join(line.text[:5000] for line in lines[:200])
    return frozenset(word for word in sample.split() if word.islower())
