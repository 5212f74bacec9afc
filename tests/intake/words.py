"""Words of texts, counted, and the words by which fields are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from backfile.archive.dates import MONTHS, MONTHS_AFTER_DAY
from backfile.intake.decode import plain_text

# The labels of all tests, so that none is taken for granted because the grammar knows it.
LABELS = (
    "author authors s by written autore autori di a cura autor autoren autorin von автор авторы статьи "
    "issn volume vol no n number issue anno fascicolo numero band bd heft jahrgang jg nr том т выпуск номер pp s с "
    "published on publication date pubblicato il data di pubblicazione veröffentlicht am erschienen опубликовано дата "
    "публикации г doi and e und и abstract keywords licence lizenz orcid parole chiave schlagwörter ключевые слова "
    "riassunto zusammenfassung аннотация credits foto фото corresponding"
)


def words(text: str) -> Counter[str]:
    """Every word and number, in small letters."""
    return Counter("".join(char if char.isalnum() else " " for char in plain_text(text)).casefold().split())


def label_words(date: str, fields: Mapping[str, object]) -> set[str]:
    """The words that a text may use to say what the fields hold: labels, months and the numbers of the date."""
    months = {name.casefold() for table in (*MONTHS.values(), *MONTHS_AFTER_DAY.values()) for name in table}
    numbers = {number for part in re.findall("[0-9]+", date) for number in (part, str(int(part)))}
    roman = {"vii", "xii", "iv", "xix"} if fields.get("volume") else set()
    return set(LABELS.split()) | months | numbers | roman
