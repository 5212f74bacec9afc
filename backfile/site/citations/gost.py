"""Printed references by the Russian standard ГОСТ Р 7.0.5–2008, with its words in the language of the text.

A missing year is left out: the standard knows no mark for it.
"""

from __future__ import annotations

from backfile.archive.names import Name
from backfile.site.citations.names import has_parts, initials, listed
from backfile.site.citations.record import RecordView, dashed, is_closed

# Volume, issue, page or pages, and the others, as texts in each language are described.
_WORDS = {
    "ru": ("Т.", "№", "С.", "и др.", "пер."),
    "uk": ("Т.", "№", "С.", "та ін.", "пер."),
    "de": ("Bd.", "H.", "S.", "et al.", "übers. von"),
    "it": ("Vol.", "N.", "P.", "et al.", "trad. di"),
    "en": ("Vol.", "No.", "P.", "et al.", "transl. by"),
}
_MOST = 3


def gost(record: RecordView) -> str:
    """Family G. G., Family G. Title // Periodical. 2023. Vol. 18. No. 7. P. 12–19. DOI: …."""
    volume, issue, page, others, translated = _WORDS.get(record.language.partition("-")[0], _WORDS["en"])
    names = [_turned(name) for name in record.authors]
    authors = f"{names[0]} {others}" if len(names) > _MOST else ", ".join(names)
    title = record.full_title
    if translators := listed([_turned(name) for name in record.named("translator")], ", "):
        title += f" / {translated} {translators}"
    opening = f"{_ended(authors)} {title}".lstrip()
    parts = [
        f"{opening} // {record.publication}" if record.publication else opening,
        f"{record.date.year}" if record.date else "",
        *(f"{word} {dashed(value)}" for word, value in _numbers(record, volume, issue, page) if value),
        _link(record),
    ]
    return " ".join(map(_ended, filter(None, parts)))


def _numbers(record: RecordView, volume: str, issue: str, page: str) -> tuple[tuple[str, str], ...]:
    return (volume, record.volume), (issue, record.issue), (page, record.pages)


def _turned(name: Name) -> str:
    if not has_parts(name):
        return name.printed
    return " ".join(filter(None, [name.family, initials(name.given), name.particle, name.suffix]))


def _link(record: RecordView) -> str:
    if record.doi:
        return f"DOI: {record.doi}"
    return f"URL: {record.url}" if record.url else ""


def _ended(text: str) -> str:
    return text if not text or is_closed(text) else f"{text}."
