"""The furniture of a page around and between the paragraphs: buttons, appeals, related posts, images."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.intake.boilerplate import boilerplate_reason, is_appeal, opens_related_posts
from backfile.intake.captions import is_image_text, parse_caption
from backfile.intake.draft import Draft
from backfile.intake.headings import looks_like_heading
from backfile.intake.lines import Line, is_prose, is_sentence, word_count
from backfile.intake.record import Caption

_RELATED = "a list of other articles"


def leave_out_furniture(draft: Draft, lines: Sequence[Line], start: int) -> None:
    """Leave out what the page put below or between the paragraphs, each line with its reason."""
    related: list[Line] = []
    last_prose = next((place for place in reversed(range(start, len(lines))) if _is_of_text(lines[place])), start)
    for place in range(start, len(lines)):
        line = lines[place]
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


def stands_over_paragraph(lines: Sequence[Line]) -> bool:
    """Whether the first line is a single word over a paragraph, and so its heading, whatever the word is."""
    line, after = lines[0], lines[1] if len(lines) > 1 else None
    is_word = word_count(line.text) == 1 and line.text[:1].isalpha()
    return is_word and after is not None and _is_of_text(after)


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
        draft.captions.append(
            Caption(text=parsed.text, alt=alt, credit=parsed.credit, licence=parsed.licence, line=line.number)
        )


def _judge(draft: Draft, lines: Sequence[Line], place: int, reason: str, *, is_below_text: bool) -> None:
    """Leave a line out, unless it may be the author's own: a heading, or an appeal between paragraphs."""
    line = lines[place]
    if is_appeal(reason) and is_prose(line.text) and not is_below_text:
        sentence = "This paragraph looks like an appeal of the page, but the article goes on below it; it was left in."
        draft.notebook.remark("boilerplate-suspected", line.number, sentence)
    elif not stands_over_paragraph(lines[place : place + 2]):
        draft.notebook.leave_out(line, reason)


def _is_of_text(line: Line) -> bool:
    return is_prose(line.text) and not boilerplate_reason(line.text)


def _give_back_heading(draft: Draft, related: list[Line]) -> None:
    """The last line before running text again may be its heading; it is no longer certain that it is not."""
    last = related[-1]
    if len(related) > 1 and last.gap and looks_like_heading(last.text):
        draft.notebook.give_back(last)


def _is_image_above(draft: Draft, above: Line, caption: Line) -> bool:
    is_apart = above.gap > 0 and caption.gap == 0 and not is_sentence(above.text)
    return draft.notebook.is_free(above) and is_apart and is_image_text(above.text)
