"""Headings: which lines stand over a section rather than in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.dateline import whole_date
from backfile.intake.lines import Line, ends_a_sentence, is_prose, sameness_key, word_count

_KNOWN = frozenset(sameness_key(words) for words in (
    "contents", "table of contents", "indice", "inhalt", "inhaltsverzeichnis", "содержание", "оглавление",
    "key findings", "key takeaways", "key points", "executive summary", "introduction", "introduction/background",
    "background", "background information", "information background", "geopolitical analysis", "analysis", "conclusion",
    "conclusions", "concluding remarks", "discussion", "results", "findings", "method", "methods", "methodology",
    "materials and methods", "data", "literature review", "references", "bibliography", "works cited", "notes",
    "footnotes",
    "endnotes", "sources", "appendix", "acknowledgements", "acknowledgments", "outlook", "recommendations",
    "risk assessment",
    "geopolitical scenario", "about the author", "about the authors", "further reading", "incident summary",
    "attack details",
    "introduzione", "premessa", "conclusione", "conclusioni", "contesto", "analisi", "metodo", "risultati",
    "discussione",
    "note", "bibliografia", "riferimenti bibliografici", "fonti", "ringraziamenti", "informazioni di contesto",
    "einleitung", "einführung", "fazit", "schluss", "schlussfolgerungen", "hintergrund", "methode", "ergebnisse",
    "diskussion",
    "literatur", "literaturverzeichnis", "anmerkungen", "quellen", "ausblick", "danksagung",
    "введение", "заключение", "выводы", "вывод", "результаты", "обсуждение", "методы", "материалы и методы",
    "примечания",
    "литература", "список литературы", "источники", "библиография", "постановка вопроса", "благодарности",
    "предыстория",
))  # fmt: skip
_CLOSING_PARTS = frozenset(sameness_key(words) for words in (
    "references", "bibliography", "works cited", "notes", "footnotes", "endnotes", "sources", "note", "bibliografia",
    "riferimenti bibliografici", "fonti", "literatur", "literaturverzeichnis", "anmerkungen", "quellen", "примечания",
    "литература", "список литературы", "источники", "библиография",
))  # fmt: skip
# Printed above a title to say what kind of text follows.
_KINDS_OF_TEXT = frozenset(sameness_key(words) for words in (
    "article", "research article", "original article", "original research", "review article", "review", "book review",
    "research paper", "full paper", "paper", "short communication", "case study", "commentary", "opinion", "essay",
    "editorial", "interview", "report", "analysis", "feature", "news", "podcast", "articolo", "saggio", "recensione",
    "editoriale",
    "intervista", "opinione", "commento", "analisi", "artikel", "aufsatz", "beitrag", "rezension", "kommentar",
    "leitartikel", "essays", "articles", "статья", "научная статья", "оригинальная статья", "обзорная статья",
    "рецензия", "интервью",
    "мнение", "комментарий", "обзор",
    "obituary", "obituaries", "letter", "letters", "letter to the editor", "letters to the editor", "correspondence",
    "reviews", "book reviews", "books", "poem", "poems", "poetry", "fiction", "short story", "column", "features",
    "kolumne", "glosse", "rubrica", "колонка", "film review", "theatre review", "music review", "recensione film",
    "long read", "longread", "the long read", "for immediate release", "press release", "comunicato stampa",
    "pressemitteilung", "пресс-релиз",
    "profile", "dossier", "in focus", "world", "politics", "economy", "culture", "society", "business", "science",
    "necrologio", "lettera", "lettere", "lettere al direttore", "poesia", "poesie", "racconto", "cronaca", "cronache",
    "cultura", "politica", "economia", "esteri", "società", "nachruf", "nachrufe", "leserbrief", "leserbriefe",
    "gedicht", "gedichte", "feuilleton", "reportage", "porträt", "kultur", "politik", "wirtschaft", "gesellschaft",
    "некролог",
    "письма", "письмо в редакцию", "стихи", "рассказ", "очерк", "репортаж", "культура", "политика", "общество",
    "экономика", "новости", "письма читателей",
))  # fmt: skip
_DECORATED = tuple(map(re.compile, (
    r"[«\"“](.{3,300})[»\"”] ?[—–-] ?тема научн\w{2,4} .{3,200}",
    r"(.{3,300}?)\.? Текст научной статьи по специальности.{0,120}",
)))  # fmt: skip
_STARS = "★☆⭐✩✭ "
_NUMBERED = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})([.)]?)[ \t]+(?=\S)|([IVX]{1,5})[.)][ \t]+(?=\S)")
# Three things or more with nothing but commas between them: keywords without their label.
_LIST_OF_WORDS = re.compile(
    r"[^\W\d_][\w-]*(?: [\w-]+){0,2}(?:[,;] (?!(?:and|or|und|oder|e|o|и|или|y|et) )[\w-]+(?: [\w-]+){0,2}){2,}\.?"
)
# "Present: A. Brandt (chair), L. Quist, M. Orr", "Downloads: 48": a label and what it announces.
_LISTED = re.compile(r"[^\W\d_]{3,20} ?: (?:[^,\n]{1,40}, [^,\n]{1,40},|[^(\n]{1,40}\(|[0-9.,]{1,9}$)")
_SPEAKER = re.compile(
    r"(?:question|answer|q|a|frage|antwort|domanda|risposta|вопрос|ответ) ?[0-9]{0,2}[:.] |(?-i:[A-ZÀ-ÞА-ЯЁ]{1,20}): ",
    re.IGNORECASE,
)
_QUOTES = ("“", "«", '"', "„", "‘", "'", "(", "[")
_MOST_WORDS = 20


def is_known_heading(text: str) -> bool:
    """Whether a line is a heading by its words alone, such as "Conclusion" or "2. Einleitung"."""
    return len(text) <= 60 and sameness_key(_without_number(text)) in _KNOWN  # noqa: PLR2004 -- all of them are short


def undecorated(text: str) -> str:
    """A title without the words that a portal of articles puts around it, and the stars of a review."""
    found = next(filter(None, (form.fullmatch(text) for form in _DECORATED)), None)
    return (found[1] if found else text).rstrip(_STARS)


def is_kind_of_text(text: str) -> bool:
    """Whether a line says only what kind of text follows, such as "Research Article"."""
    first = re.split(r" ?[|/»›>·•] ?", text)[0]
    return len(text) <= 40 and sameness_key(first) in _KINDS_OF_TEXT  # noqa: PLR2004 -- as above


def opens_closing_part(text: str) -> bool:
    """Whether a heading opens the notes or references, in which short lines are entries."""
    return len(text) <= 60 and sameness_key(_without_number(text)) in _CLOSING_PARTS  # noqa: PLR2004 -- as above


def heading_depth(text: str) -> int:
    """The depth that a number gives a heading: 1 for "2. Data", 2 for "2.1 Sampling", 0 without a number."""
    found = _NUMBERED.match(text)
    if not found:
        return 0
    return found[1].count(".") + 1 if found[1] else 1


def looks_like_heading(text: str) -> bool:
    """Whether a line has the look of a heading, wherever it stands: short, a capital or number first, no full stop."""
    if is_known_heading(text):
        return True
    if word_count(text) > _MOST_WORDS or is_prose(text) or text.startswith(_QUOTES):
        return False
    if ends_a_sentence(text) and not (text.endswith("?") and word_count(text) < _MOST_WORDS):
        return False
    if whole_date(text) or whole_date(text.partition(", ")[2]):
        return False
    if _LISTED.match(text) or _LIST_OF_WORDS.fullmatch(text) or _SPEAKER.match(text) or not any(map(str.isalpha, text)):
        return False
    first = _without_number(text)[:1]
    return first.isalnum() and not first.islower() and not text.endswith((";", ",", ":", "–", "—", "-"))


def split_heading(lines: Sequence[Line]) -> str:
    """The heading that stands on two lines, the first of which ends with a colon or dash; "" if it does not."""
    if len(lines) != 2:  # noqa: PLR2004 -- no heading on more lines has been seen
        return ""
    first, second = lines[0].text, lines[1].text
    if not first.endswith((":", "–", "—")) or not looks_like_heading(first.rstrip(":–— ") or "."):
        return ""
    is_end = word_count(second) <= _MOST_WORDS and not ends_a_sentence(second) and not is_prose(second)
    return f"{first} {second}" if is_end and not second.endswith((":", ";", ",")) else ""


def _without_number(text: str) -> str:
    found = _NUMBERED.match(text)
    return text[found.end() :] if found else text
