"""The furniture of a page around and between the paragraphs: buttons, appeals, related posts, images."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.boilerplate import (
    boilerplate_reason,
    is_advertisement,
    is_appeal,
    opens_comments,
    opens_related_posts,
)
from backfile.intake.captions import is_image_text, parse_caption
from backfile.intake.credited import names_surely, point_out_name
from backfile.intake.draft import Draft
from backfile.intake.headings import heading_depth, is_known_heading, looks_like_heading, opens_closing_part
from backfile.intake.labels import ROLES, read_label
from backfile.intake.lines import Line, is_prose, is_sentence, sameness_key, word_count
from backfile.intake.masthead import read_masthead
from backfile.intake.pages import leave_out_pages
from backfile.intake.record import Caption

_COUNTED = re.compile(r"[^\W\d_]{3,20}(?: [^\W\d_]{2,20})? ?: ?[0-9.,]{1,9}")
_MARKDOWN = re.compile(r"#{1,6} \S|!?\[[^\]\n]{1,80}\]\([^)\s]{4,200}\)")
_FOLLOW = re.compile(
    r"\b(?:follow (?:him|her|them|us|me|the author) on|segui\w{0,4} su|folgen sie .{1,20} auf|подписывайтесь)\b",
    re.IGNORECASE,
)
# What a masthead or a date has, so that not every line need be read as one.
_HAS_NUMBER = re.compile(r"(?:issn|№|n[°º]|[.:)] ?|[^\W\d_]{3} )[0-9XVI]{1,4}\b.{0,60}[0-9]", re.IGNORECASE)
_RELATED = "a list of other articles"
_LONG_WORD = 4
_LONGEST_BYLINE = 12
_LONGEST_REMNANT, _LONGEST_REMNANT_QUOTED = 15, 120
_FIRST_LINES = 3
_MOST_REMNANTS = 20  # who looks at so many looks at the rest
_MOST_QUOTED = 6
_LONGEST_QUOTE = 60
_FEWEST_OF_MENU, _LONGEST_OF_MENU = 2, 3


def leave_out_furniture(draft: Draft, lines: Sequence[Line], start: int) -> None:
    """Leave out what the page put below or between the paragraphs, each line with its reason."""
    related: list[Line] = []
    last_prose = next((place for place in reversed(range(start, len(lines))) if _is_of_text(lines[place])), start)
    leave_out_pages(draft, lines[start:], lines[:start])
    for place in range(start, len(lines)):
        line = lines[place]
        if not draft.notebook.is_free(line):
            continue
        if opens_related_posts(line.text):
            draft.notebook.leave_out(line, _RELATED)
            related = [line]
        elif related and not is_sentence(line.text):
            draft.notebook.leave_out(line, _RELATED)
            related.append(line)
        elif reason := boilerplate_reason(line.text):
            _judge(draft, lines, place, reason, is_below_text=place > last_prose)
        elif related:
            _give_back_heading(draft, related)
            related = []


def leave_out_menu(draft: Draft, lines: Sequence[Line]) -> int:
    """Leave out the menu above an article: short lines without an empty one, some of them words of every menu."""
    end = next((place for place, line in enumerate(lines) if _parts_menu(line, place)), len(lines))
    known = [place for place in range(end) if boilerplate_reason(lines[place].text)]
    if len(known) < _FEWEST_OF_MENU:
        return 0
    for line in lines[: known[-1] + 1]:
        draft.notebook.leave_out(line, "navigation of the page")
    return known[-1] + 1


def _parts_menu(line: Line, place: int) -> bool:
    return bool(place and line.gap) or word_count(line.text) > _LONGEST_OF_MENU


def stands_over_paragraph(lines: Sequence[Line]) -> bool:
    """Whether the first line is a single word over a paragraph, and so its heading, whatever the word is."""
    line, after = lines[0], lines[1] if len(lines) > 1 else None
    is_word = word_count(line.text) == 1 and line.text[:1].isalpha()
    label = read_label(after.text) if after else None
    return is_word and after is not None and _is_of_text(after) and not (label and label.has_colon)


def point_out_doubts(draft: Draft, lines: Sequence[Line]) -> None:
    """Lines of the body that could be something else: what stands right below the title, a name behind "By"."""
    free = list(draft.notebook.free(lines))
    for place, line in enumerate(free[:-1]):
        label = read_label(line.text) if word_count(line.text) <= _LONGEST_BYLINE else None
        if label and label.field in {"author", *ROLES} and label.value and names_surely(label.value):
            draft.plain_lines.add(line.number)
            sentence = f"“{line.text}” looks like a byline within the text; add the author if it names one."
            draft.notebook.remark("byline-within", line.number, sentence)
        elif word_count(line.text) == 1 and boilerplate_reason(line.text) and looks_like_heading(line.text):
            sentence = (
                f"“{line.text}” stands over a paragraph like a heading, but may be {boilerplate_reason(line.text)}."
            )
            draft.notebook.remark("boilerplate-suspected", line.number, sentence)
        elif _opens_summary(draft, line.text):
            draft.plain_lines.add(line.number)
            sentence = (
                f"“{line.text[:_LONGEST_QUOTE]}” opens an abstract or keywords beside those that were taken, perhaps "
                "in another language; it was left in the text."
            )
            draft.notebook.remark("summary-twice", line.number, sentence)
        elif _is_strong_masthead(line.text):
            draft.plain_lines.add(line.number)
            sentence = f"“{line.text}” looks like a masthead or a date within the text; add what it states if it is."
            draft.notebook.remark("masthead-within", line.number, sentence)
        elif place and is_sentence(free[place - 1].text) and _is_signature(line.text):
            sentence = f"“{line.text}” was taken as a heading, but may be a name that signs what stands above it."
            draft.notebook.remark("heading-doubtful", line.number, sentence)
        elif not draft.title and place < _FIRST_LINES and _is_loose(line) and looks_like_heading(line.text):
            sentence = f"“{line.text}” stands at the top of a text without a title; it may be the title, or the author."
            draft.notebook.remark("heading-doubtful", line.number, sentence)
        elif not place and draft.title and not _is_sure_heading(line.text) and line.number not in draft.plain_lines:
            below_title = draft.notebook.kind_above(line) in {"title", "image text"}
            if below_title and looks_like_heading(line.text) and not label:
                sentence = (
                    f"“{line.text}” stands below the title; it was taken as a heading, but may be the text of an "
                    "image or a subtitle."
                )
                draft.notebook.remark("heading-doubtful", line.number, sentence)


def point_out_remnants(draft: Draft, lines: Sequence[Line]) -> None:
    """Short lines below the last paragraph and numbers alone: they may be the page's, or name the author."""
    free = list(draft.notebook.free(lines))
    last = _last_sentence(draft, free, lines)
    tail = [line for line in free[last + 1 :] if _is_loose(line) and line.number not in draft.plain_lines]
    is_closing = any(opens_closing_part(line.text) for line in free[: last + 1]) or any(map(_opens_part, tail))
    below = {line.number for line in tail}
    between = [line for line in free[:last] if line.text.isdecimal() or _COUNTED.fullmatch(line.text)]
    follow = [line for line in free[-_FIRST_LINES:] if _FOLLOW.search(line.text) and line.number not in below]
    for line in [*between, *follow, *([] if is_closing else tail)][:_MOST_REMNANTS]:
        place = "below the last paragraph" if line.number in below else "between the paragraphs"
        sentence = (
            f"“{line.text[:_LONGEST_REMNANT_QUOTED]}” stands {place} and may belong to the page; it was left in. "
            "Take it out if it is no part of the article."
        )
        draft.notebook.remark("remnant-suspected", line.number, sentence)
        point_out_name(draft, line, line.text)


def _opens_summary(draft: Draft, text: str) -> bool:
    """Whether a line opens an abstract or keywords, with a colon or alone, when such have been read already."""
    has_one = {"abstract": draft.abstract, "keywords": draft.keywords}
    label = read_label(text) if any(has_one.values()) else None
    return bool(label and has_one.get(label.field) and (label.has_colon or not label.value))


def _is_signature(text: str) -> bool:
    return looks_like_heading(text) and not _is_sure_heading(text) and names_surely(text)


def _is_strong_masthead(text: str) -> bool:
    if not looks_like_heading(text) or not _HAS_NUMBER.search(text):
        return False
    label = read_label(text)
    if label and label.field in {"published", "history"} and any(map(str.isdigit, label.value)):
        return True
    masthead = read_masthead(text)
    return masthead is not None and not masthead.is_weak and bool(masthead.volume or masthead.issns)


def _last_sentence(draft: Draft, free: Sequence[Line], lines: Sequence[Line]) -> int:
    """The place of the last sentence above what was left out below the last paragraph."""
    prose = next((line.number for line in reversed(free) if is_prose(line.text)), 0)
    below = (line.number for line in lines if line.number > prose and draft.notebook.is_kind(line.number, "left out"))
    cut = next(below, 0)
    places = (place for place in reversed(range(len(free))) if not cut or free[place].number < cut)
    return next((place for place in places if is_sentence(free[place].text)), len(free))


def point_out_comments(draft: Draft, lines: Sequence[Line]) -> None:
    """Point out what stands below the line that opens the readers' comments, which nothing tells from the article."""
    first = len(lines) // 3
    opening = next((place for place in range(first, len(lines)) if opens_comments(lines[place].text)), len(lines))
    below = [line for line in lines[opening + 1 :] if draft.notebook.is_free(line)]
    if below:
        draft.plain_lines.update(line.number for line in below)
        quoted = "”, “".join(line.text[:_LONGEST_QUOTE] for line in below[:_MOST_QUOTED])
        sentence = (
            f"{len(below)} lines stand below “{lines[opening].text}”: “{quoted}”. They may be readers' comments; take "
            "them out if they are."
        )
        draft.notebook.remark("remnant-suspected", below[0].number, sentence)


def point_out_markup(draft: Draft, lines: Sequence[Line]) -> None:
    """Point out that a plain text is written in Markdown, whose signs stay as they are."""
    found = [line for line in lines if _MARKDOWN.match(line.text)]
    if len(found) > 1:
        sentence = (
            f"“{found[0].text[:_LONGEST_QUOTE]}” and “{found[1].text[:_LONGEST_QUOTE]}” look like Markdown, whose "
            "signs were kept; save the text as a file that ends in .md, and it is read as such."
        )
        draft.notebook.remark("markdown-suspected", found[0].number, sentence)


def _opens_part(line: Line) -> bool:
    return opens_closing_part(line.text)


def _is_loose(line: Line) -> bool:
    return "\t" not in line.text and word_count(line.text) <= _LONGEST_REMNANT and not _is_sure_heading(line.text)


def _is_sure_heading(text: str) -> bool:
    return is_known_heading(text) or bool(heading_depth(text))


def captions_within(draft: Draft, lines: Sequence[Line]) -> None:
    """Captions between the paragraphs: they stay there, and are noted with the text of their image."""
    for place, line in enumerate(lines):
        parsed = parse_caption(line.text) if draft.notebook.is_free(line) else None
        if not parsed or not parsed.text:
            continue
        draft.plain_lines.add(line.number)
        above = lines[place - 1] if place else None
        has_alt = above is not None and _is_image_above(draft, above, line)
        alt = above.text if above and has_alt else ""
        if above and has_alt:
            draft.notebook.take(above, "image text")
            if line.gap:
                sentence = (
                    f"“{above.text}” was taken as the text of the image below it; if it is a heading, put it back."
                )
                draft.notebook.remark("image-text-by-place", above.number, sentence)
        draft.captions.append(
            Caption(text=parsed.text, alt=alt, credit=parsed.credit, licence=parsed.licence, line=line.number)
        )


def _judge(draft: Draft, lines: Sequence[Line], place: int, reason: str, *, is_below_text: bool) -> None:
    """Leave a line out, unless it may be the author's own: a heading, or an appeal between paragraphs."""
    line = lines[place]
    if is_appeal(reason) and is_prose(line.text) and not is_below_text:
        sentence = "This paragraph looks like an appeal of the page, but the article goes on below it; it was left in."
        draft.notebook.remark("boilerplate-suspected", line.number, sentence)
    elif (
        is_advertisement(reason)
        or draft.notebook.goes_on_from(line)
        or not stands_over_paragraph(lines[place : place + 2])
    ):
        draft.notebook.leave_out(line, reason)


def _is_of_text(line: Line) -> bool:
    return is_prose(line.text) and not boilerplate_reason(line.text)


def _give_back_heading(draft: Draft, related: list[Line]) -> None:
    """The last line before running text again may be its heading; it is no longer certain that it is not."""
    last = related[-1]
    if len(related) > 1 and last.gap and looks_like_heading(last.text):
        draft.notebook.give_back(last)


def _is_image_above(draft: Draft, above: Line, caption: Line) -> bool:
    is_apart = above.gap > 0 and not is_sentence(above.text) and not is_known_heading(above.text)
    is_near = not caption.gap or (caption.gap == 1 and _say_alike(above.text, caption.text))
    return draft.notebook.is_free(above) and is_apart and is_near and is_image_text(above.text)


def _say_alike(one: str, other: str) -> bool:
    """Whether two lines share half the long words of the first, as the text of an image and its caption do."""
    first, second = set(sameness_key(one).split()), set(sameness_key(other).split())
    long = {word for word in first if len(word) >= _LONG_WORD}
    return bool(long) and len(long & second) * 2 >= len(long)
