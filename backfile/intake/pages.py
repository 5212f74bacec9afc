"""What the pages of a document print around its text: numbers, running heads, contents, hyphens at line ends."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from backfile.intake.draft import Draft
from backfile.intake.lines import Line, ends_a_sentence, is_prose, sameness_key, word_count
from backfile.intake.notebook import Notebook

_NUMBER_OF_PAGE, _RUNNING_HEAD = "a page number", "a running head"
_LONGEST_NUMBER = 4
_LONGEST_HEAD = 30
_LONGEST_OPENING = 60
_HEAD = re.compile(r"(?P<before>[0-9]{1,4})[\s|·•]{1,6}(?=\D)|(?<=\D)[\s|·•]{1,6}(?P<behind>[0-9]{1,4})$")
_CONTENTS = frozenset([
    "contents", "contents hide", "table of contents", "indice", "sommario", "indice nascondi", "inhalt",
    "inhaltsverzeichnis", "inhaltsverzeichnis verbergen", "содержание", "оглавление", "содержание скрыть",
])  # fmt: skip
_ENTRY = re.compile(r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}\.? )?(?P<title>[^\n]*?)(?:[ .…]{2,80}[0-9]{1,4})?")
_EDIT = re.compile(
    r"\s?\[(?:edit(?: source)?|modifica(?: wikitesto)?|bearbeiten|quelltext bearbeiten|править)"
    r"(?: ?\| ?[^\]\n]{1,40})?\]$",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?P<first>[^\W\d_]{1,40})-$")
_NEXT = re.compile(r"(?P<rest>[^\W\d_]{1,40})(?P<behind>\S{0,40})")
_SHORTEST_BROKEN, _SHORTEST_LEFT = 25, 35
# A hyphen at a line end behind these belongs to the word; before those, to a word that another one completes.
_KEPT = frozenset(
    [
        "well",
        "self",
        "non",
        "half",
        "ex",
        "all",
        "so",
        "anti",
        "pro",
        "quasi",
        "semi",
        "vice",
        "auto",
        "nord",
        "sud",
        "süd",
        "ost",
        "west",
        "по",
    ]
)
_COMPLETED = frozenset(["and", "or", "und", "oder", "bzw", "bis", "e", "o", "ed", "и", "или"])
_MOST_EXAMPLES = 6


def leave_out_contents(draft: Draft, lines: Sequence[Line]) -> None:
    """Leave out a list of contents, all of whose entries stand as lines below it."""
    place = next((place for place, line in enumerate(lines[:60]) if _opens_contents(line.text)), -1)
    if place < 0:
        return
    counts = Counter(
        key for line in lines[place + 1 :] for key in {sameness_key(_EDIT.sub("", line.text)), _title_of(line)}
    )
    end = place + 1
    entries: dict[str, None] = {}
    while end < len(lines) and counts[_title_of(lines[end])] > 1 and _title_of(lines[end]) not in entries:
        entries[_title_of(lines[end])] = None
        end += 1
    for entry in lines[place:end] if len(entries) > 1 else []:
        draft.notebook.leave_out(entry, "a list of contents")


def _opens_contents(text: str) -> bool:
    return len(text) <= _LONGEST_OPENING and sameness_key(text) in _CONTENTS


def _title_of(line: Line) -> str:
    found = _ENTRY.fullmatch(line.text)
    return sameness_key(found["title"] if found else line.text)


def without_buttons(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    """The lines without the button to edit a section, which an encyclopedia prints behind its headings only."""
    mended: list[Line] = []
    for line in lines:
        found = _EDIT.search(line.text) if line.text.endswith("]") else None
        if found and found.start():
            draft.notebook.leave_out_words(line, [found[0].strip()], "a button of the page")
            draft.sure_headings.add(line.number)
            mended.append(replace(line, text=line.text[: found.start()], gap=line.gap or 1))
        else:
            mended.append(line)
    return mended


def leave_out_pages(draft: Draft, lines: Sequence[Line], above: Sequence[Line]) -> None:
    """Leave out what the pages print: their numbers, counted up, and what stood `above` the article once more."""
    numbers = [line for line in lines if line.text.isdecimal() and len(line.text) <= _LONGEST_NUMBER]
    is_count = all(int(after.text) == int(before.text) + 1 for before, after in pairwise(numbers))
    prose = [line.number for line in lines if is_prose(line.text)] if is_count and numbers else []
    is_count = (
        all(bisect(prose, before.number) < bisect(prose, after.number) for before, after in pairwise(numbers))
        and is_count
    )
    broken = {
        line.number for before, line, after in zip(lines, lines[1:], lines[2:], strict=False) if _parts(before, after)
    }
    sure = numbers if is_count and len(numbers) > 1 else [line for line in numbers if line.number in broken]
    for line in sure:
        draft.notebook.leave_out(line, _NUMBER_OF_PAGE)
    keys = {sameness_key(line.text) for line in above if word_count(line.text) <= _LONGEST_HEAD}
    keys |= {sameness_key(text) for text in (draft.title, draft.masthead.publication, *_names(draft))}
    title = sameness_key(draft.title)
    for line in lines:
        is_as_long = draft.title and len(line.text) <= len(draft.title) + 10  # with a mark or two
        if is_as_long and sameness_key(line.text) == title:
            draft.notebook.leave_out(line, "the title once more")
        elif _is_running_head(line.text, keys, title) or _names_both(draft, line.text):
            draft.notebook.leave_out(line, _RUNNING_HEAD)


def _parts(before: Line, after: Line) -> bool:
    """Whether a sentence goes on behind the line between these two."""
    is_open = len(before.text) >= _SHORTEST_BROKEN and not ends_a_sentence(before.text)
    return is_open and after.text[:1].islower()


def _names(draft: Draft) -> Iterator[str]:
    for credit in draft.credits:
        yield from (credit.name.printed, credit.name.family_name)


def _is_running_head(text: str, keys: set[str], title: str) -> bool:
    """Whether a line is a page number beside the title, the author or the periodical."""
    if word_count(text) > _LONGEST_HEAD or not (text[:1].isdecimal() or text[-1:].isdecimal()):
        return False
    for found in _HEAD.finditer(text):
        key = sameness_key(text[: found.start()] + text[found.end() :])
        if key and (key in keys or (len(key.split()) > 1 and title.startswith(f"{key} "))):
            return True
    return False


def _names_both(draft: Draft, text: str) -> bool:
    """Whether a line is a page number beside words of the title and of the author's name, and no others."""
    is_numbered = text[:1].isdecimal() or text[-1:].isdecimal()
    words = sameness_key(text).split() if is_numbered and word_count(text) <= _LONGEST_HEAD else []
    if len(words) > _LONGEST_HEAD or not (words and (words[0].isdecimal() or words[-1].isdecimal())):
        return False
    rest = {word for word in words if not word.isdecimal()}
    title = set(sameness_key(draft.title).split())
    names = {word for name in _names(draft) for word in sameness_key(name).split()}
    return bool(rest & title and rest & names) and rest <= title | names


def rejoined(notebook: Notebook, lines: Sequence[Line]) -> list[Line]:
    """The lines of the body, put together where the end of a page or of a line parted a sentence or a word."""
    cuts = sorted(left.line for left in notebook.left_out if left.reason in {_NUMBER_OF_PAGE, _RUNNING_HEAD})
    joined: list[Line] = []
    for line in lines:
        above = joined[-1] if joined else None
        is_cut = above is not None and bisect(cuts, above.number) < bisect(cuts, line.number)
        goes_on = above is not None and is_cut and line.text[:1].islower() and not ends_a_sentence(above.text)
        joined.append(replace(line, gap=0) if goes_on else line)
    return _without_hyphens(notebook, joined)


def _without_hyphens(notebook: Notebook, lines: list[Line]) -> list[Line]:
    known: frozenset[str] | None = None
    mended: list[Line] = []
    words: list[str] = []
    for line in lines:
        above = mended[-1] if mended else None
        first = _BROKEN.search(above.text) if above and not line.gap and len(above.text) >= _SHORTEST_BROKEN else None
        rest = _NEXT.match(line.text) if first and line.text[:1].islower() else None
        if not above or not first or not rest or rest["rest"].casefold() in _COMPLETED:
            mended.append(line)
            continue
        known = known or _words(lines)
        word = _whole(first["first"], rest["rest"], known)
        words.append(word)
        mended[-1], below = _put_together(above, line, word)
        broken = f"{first[0]} {rest['rest']}"
        notebook.leave_out_words(above, [broken], f"a word that a line end parted; it is “{word}” in the text")
        if below.text:
            mended.append(below)
    if words:
        examples = "”, “".join(dict.fromkeys(words[:_MOST_EXAMPLES]))
        sentence = f"{len(words)} words that a line end parted were put together (“{examples}”); look over the hyphens."
        notebook.remark("line-end-hyphens", 0, sentence)
    return mended


def _put_together(above: Line, below: Line, word: str) -> tuple[Line, Line]:
    """Two lines with the word that they share on one of them, so that both stay about as long as the page made them."""
    start = _BROKEN.sub("", above.text)
    rest = _NEXT.match(below.text)
    if not rest or len(start) >= _SHORTEST_LEFT:
        behind = below.text[rest.end("rest") :] if rest else below.text
        return replace(above, text=start.rstrip()), replace(below, text=f"{word}{behind}")
    behind = below.text[rest.end() :].strip()
    return replace(above, text=f"{start}{word}{rest['behind']}"), replace(below, text=behind)


def _words(lines: Sequence[Line]) -> frozenset[str]:
    return frozenset(word for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.casefold()))


def _whole(first: str, rest: str, known: frozenset[str]) -> str:
    """The word, with its hyphen where the text or custom writes one."""
    one, other = f"{first}{rest}", f"{first}-{rest}"
    if one.casefold() in known or (other.casefold() not in known and first.casefold() not in _KEPT):
        return one
    return other
