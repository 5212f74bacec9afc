"""What an e-mail puts around the article that came in it: its header, a greeting, a signature."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.draft import Draft
from backfile.intake.lines import Line, word_count

_HEADER = re.compile(
    r"(from|to|cc|bcc|subject|date|sent|reply-to|da|a|oggetto|data|inviato|von|an|betreff|datum|gesendet|"
    r"от|кому|копия|тема|дата|отправлено) ?: ?\S",
    re.IGNORECASE,
)
_SUBJECTS = frozenset(["subject", "oggetto", "betreff", "тема"])
_FORWARDED = re.compile(
    r"(?:-{2,}|begin|>|_{2,})? ?(?:forwarded message|original message|messaggio inoltrato|messaggio originale|"
    r"weitergeleitete nachricht|ursprüngliche nachricht|begin forwarded message|пересылаемое сообщение|"
    r"исходное сообщение)[ :]{0,2}-{0,20}",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon)|car[oiae]|gentil\w{1,4}|egregi\w{1,2}|buongiorno|salve|lieber?|hallo|"
    r"sehr geehrte[rsn]?|guten tag|дорог\w{2,4}|уважаем\w{2,4}|здравствуйте|добрый день)(?=[ ,!.]|$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|warm)(?: (?:wishes|regards))?|regards|many thanks|thanks|all best|yours|"
    r"(?:un )?cordial\w{1,3} salut\w|distinti saluti|un caro saluto|grazie|"
    r"(?:mit )?(?:freundlichen?|besten?|herzlichen?|vielen?) (?:grüßen?|grüssen?|dank)|"
    r"с уважением|всего доброго|с наилучшими пожеланиями|спасибо)[ ,.!]{0,3}",
    re.IGNORECASE,
)
_SENT_FROM = re.compile(
    r"(?:sent from my|get outlook for|inviato da(?:l mio)?|von meinem|отправлено с) ?(?:i(?:phone|pad)|\w{3,20})"
    r".{0,40}",
    re.IGNORECASE,
)
_FEWEST_HEADERS = 3
_LONGEST_GREETING = 25
_LONGEST_SIGNATURE = 5
_LONGEST_OF_SIGNATURE = 8
_TAIL = 10


def leave_out_mail(draft: Draft, lines: Sequence[Line]) -> int:
    """Leave out the header and greeting of an e-mail above an article; how many lines they reach over."""
    start = next((place for place, line in enumerate(lines[:4]) if _HEADER.match(line.text)), 0)
    if any(not _FORWARDED.fullmatch(line.text) for line in lines[:start]):
        return 0
    end = start
    while end < len(lines) and (end == start or not lines[end].gap) and _HEADER.match(lines[end].text):
        end += 1
    labels = [found[1].casefold() for line in lines[start:end] if (found := _HEADER.match(line.text))]
    if len(labels) < _FEWEST_HEADERS or not _SUBJECTS.intersection(labels):
        return 0
    for line in lines[:end]:
        draft.notebook.leave_out(line, "the header of an e-mail")
    for line in lines[end : end + 1]:
        if _GREETING.match(line.text) and word_count(line.text) <= _LONGEST_GREETING:
            draft.notebook.leave_out(line, "the greeting of an e-mail")
            end += 1
    _leave_out_signature(draft, lines[end:])
    sentence = (
        "The text came in an e-mail; its header was left out, and a greeting and signature if there were any. Check "
        "that nothing else around the article belongs to the letter, and whether the sender is the author."
    )
    draft.notebook.remark("e-mail-around", lines[0].number, sentence)
    return end


def _leave_out_signature(draft: Draft, lines: Sequence[Line]) -> None:
    first = max(0, len(lines) - _TAIL)
    for place in range(first, len(lines)):
        below = [line for line in lines[place + 1 :] if not _SENT_FROM.fullmatch(line.text)]
        is_short = all(word_count(line.text) <= _LONGEST_OF_SIGNATURE for line in below)
        if _CLOSING.fullmatch(lines[place].text) and len(below) <= _LONGEST_SIGNATURE and is_short:
            for line in lines[place:]:
                draft.notebook.leave_out(line, "the signature of an e-mail")
            return
    for line in lines[first:]:
        if _SENT_FROM.fullmatch(line.text):
            draft.notebook.leave_out(line, "the signature of an e-mail")
