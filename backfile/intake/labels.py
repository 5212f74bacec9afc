"""Labels: the words that announce a field, in English, Italian, German and Russian, as data.

The language of a label says nothing about the language of the text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from backfile.frozen import frozen
from backfile.intake.lines import LINES_AT_HAND

# Announce a field before a colon, or alone on a line before the line that holds the value.
_LABELS: dict[str, str] = {
    "author": "author/authors/author(s)/author name/written by/posted by/by/text by/words by/words/autore/autori/"
    "autrice/autrici/"
    "autore/i/a cura di/di/testo di/scritto da/autor/autorin/autoren/autor(en)/autor:innen/verfasser/verfasserin/von/"
    "text von/автор/авторы/автор(ы)/автор статьи/авторы статьи/автор научной работы/текст/text/testo/"
    "candidato/candidata/laureando/laureanda",
    "corresponding": "corresponding author/contact/correspondence/autore corrispondente/kontakt/"
    "korrespondenzautor/автор для корреспонденции/e-mail/email/mail",
    "translator": "translated by/translation by/translation/translator/traduzione di/traduzione/traduttore/tradotto da/"
    "übersetzt von/übersetzung/übersetzer/перевод/переводчик/перевёл/перевела",
    "photographer": "photographs by/photography by/photos by/photographs/photos/pictures/fotos/fotografie di/fotos von/"
    "фотографии/photography/photographer/fotografie/fotografia/fotografo/fotograf/bilder",
    "editor": "edited by/editor/editors/curatore/curatori/herausgegeben von/herausgeber/под редакцией/редактор/"
    "редакторы",
    "interviewer": "interview/interview by/"
    "interviewed by/interviewer/intervista di/intervistatore/interview von/интервью/"
    "беседовал/беседовала",
    "title": "title/article title/titolo/titel/название/заголовок",
    "publication": "publication/journal/periodical/magazine/rivista/periodico/testata/zeitschrift/журнал/издание",
    "volume": "volume/vol/vol./band/jahrgang/annata/том",
    "issue": "issue/number/no./numero/fascicolo/heft/ausgabe/nr./выпуск/номер/статья в выпуске",
    "issn": "issn/e-issn/p-issn/eissn/pissn/issn (print)/issn (online)/online issn/print issn",
    "pages": "pages/page range/pp./pagine/seiten/страницы",
    "published": "published/published on/published online/publication date/date of publication/date published/"
    "posted on/"
    "posted/date/release date/pubblicato/pubblicato il/data di pubblicazione/data/veröffentlicht/veröffentlicht am/"
    "erschienen/erschienen am/datum/erscheinungsdatum/опубликовано/опубликована/дата публикации/дата выхода/дата",
    "history": "received/received on/accepted/accepted on/revised/submitted/updated/last updated/last modified/stand/"
    "this version/first version/"
    "submitted on/eingereicht/eingereicht am/ricevuto/"
    "ricevuto il/accettato/accettato il/aggiornato/aggiornato il/eingegangen/eingegangen am/angenommen/angenommen am/"
    "aktualisiert/aktualisiert am/поступила/поступила в редакцию/дата поступления/получено/принята/принята к "
    "публикации/"
    "принята к печати/обновлено",
    "doi": "doi/digital object identifier",
    "orcid": "orcid/orcid id",
    "keywords": "keywords/key words/keyword/index terms/parole chiave/parole-chiave/schlagwörter/schlüsselwörter/"
    "schlagworte/stichwörter/stichworte/ключевые слова/tags/tag/"
    "mots-clés/mots clés/palabras clave/palavras-chave",
    "abstract": "abstract/riassunto/sommario/abstract (english)/zusammenfassung/kurzfassung/аннотация/реферат/"
    "резюме/summary/résumé/resumen/resumo",
    "affiliation": "affiliation/affiliations/affiliazione/institution/institut/аффилиация/место работы",
    "licence": "licence/license/licenza/lizenz/лицензия/copyright/rights",
    "section": "section/category/categories/rubric/sezione/categoria/rubrik/kategorie/рубрика/раздел/категория",
    "aside": "reading time/read time/estimated reading time/tempo di lettura/lesezeit/lesedauer/время чтения/views/"
    "visualizzazioni/aufrufe/просмотров/просмотры/published by/publisher/editore/verlag/издатель/издательство/"
    "relatore/relatrice/correlatore/supervisor/advisor/betreuer/betreuerin/gutachter/научный руководитель/"
    "edn/удк/udc/ббк/jel",
    "citation": "how to cite/how to cite this article/to cite this article/cite this article/cite this article as/"
    "cite as/please cite as/citation/suggested citation/recommended citation/reference/come citare/citazione/"
    "zitierweise/zitiervorschlag/zitieren als/для цитирования/образец цитирования/цитировать/ссылка для цитирования",
}
# Announce a field without a colon too; what follows must then be the value and nothing else.
_PREFIXES = {
    "author": "from our correspondent/from our own correspondent/dal nostro inviato/dal nostro corrispondente/"
    "von unserem korrespondenten/от нашего корреспондента/"
    "by/reported by/report by/story by/compiled by/reviewed by/review by/recensione di/rezensiert von/"
    "written by/posted by/text by/words by/a cura "
    "di/a cura della/a cura del/a cura dei/di/testo di/scritto da/von/text von/автор/author/autore",
    "translator": "translated by/translation by/traduzione di/tradotto da/übersetzt von/перевод",
    "photographer": "photographs by/photography by/photos by/pictures by/foto di/fotografie di/fotos von",
    "editor": "edited by/herausgegeben von/под редакцией",
    "interviewer": "interview by/interviewed by/intervista di/interview von",
    "published": f"{_LABELS['published']}/online seit/verfügbar seit/disponibile dal",
    "publication": "published in/appeared in/first published in/pubblicato in/pubblicato su/erschienen in/"
    "опубликовано в",
    "history": f"originally published/first published/originally published on/{_LABELS['history']}",
    "doi": "doi",
    "orcid": "orcid/orcid id",
}
ROLES = ("translator", "photographer", "editor", "interviewer")
# Phrases that name a role in the middle of a byline too, each with its role.
ROLE_PHRASES = {phrase: role for role in ROLES for phrase in _PREFIXES[role].split("/") if " " in phrase}

# Translations name the language between the words of the label.
_FROM_A_LANGUAGE = (
    r"translated from (?:the )?[^\W\d_]{3,20}(?: [^\W\d_]{3,20})? by|"
    r"(?:übersetzt )?aus dem [^\W\d_]{3,20}(?: übersetzt| übertragen)? von|"
    r"(?:traduzione|tradotto|traduz\.) (?:dal |dall['’])[^\W\d_]{3,20} (?:di|da|a cura di)|"
    r"перев(?:од|ёл|ела|едено) со? [^\W\d_]{3,20}(?: языка)?:?"
)
ROLE = re.compile(
    rf"(?:^|[ ,;(])(?P<phrase>{'|'.join(map(re.escape, ROLE_PHRASES))}|(?P<language>{_FROM_A_LANGUAGE})) ",
    re.IGNORECASE,
)
"""Words that name a role in a byline, at its start too."""
_A_TEXT_BY = re.compile(
    r"(?:(?:an?|eine?|una?) )?(?:column|essay|report|story|article|commentary|kolumne|gastbeitrag|kommentar|essay|"
    r"reportage|glosse|rubrica|commento|articolo|racconto) (?:by|von|di) (?=[^\W\d_])",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(rf"({_FROM_A_LANGUAGE}) (?=\S)", re.IGNORECASE)

# Words of ordinary sentences and of other things than bylines; what they announce has to look like nothing but a name.
_WEAK = frozenset(
    [
        "by",
        "di",
        "von",
        "words",
        "pictures",
        "photos",
        "fotos",
        "text",
        "testo",
        "текст",
        "перевод",
        "interview",
        "интервью",
        "date",
        "data",
        "datum",
        "дата",
    ]
)

# Open a run-in paragraph with a full stop too: "Abstract. Trust is …".
_RUN_IN = frozenset(["abstract", "keywords"])

_FIELD_OF = {
    word: field for field, words in _LABELS.items() for word in words.replace("autore/i", "").split("/") if word
}
_FIELD_OF_PREFIX = {word: field for field, words in _PREFIXES.items() for word in words.split("/")}
LABEL_WORDS = frozenset(re.findall(r"[^\W_]+", " ".join([*_FIELD_OF, *_FIELD_OF_PREFIX])))
"""The words of all labels in small letters."""
_LONGEST_LABEL = 36
_COLONS = ":："
_DASHES = "—–-"
_ENDS_LABEL = re.compile(rf"[.{_COLONS}{_DASHES}]")
_INNER = re.compile(
    r"(?<=[\w.)])[\s,;|·]{1,4}(?=(?:"
    + "|".join(re.escape(word) for word in sorted(_FIELD_OF, key=len, reverse=True))
    + r")\s?:)",
    re.IGNORECASE,
)


_EVENT_WORDS = {word for word, field in {**_FIELD_OF_PREFIX, **_FIELD_OF}.items() if field in {"published", "history"}}
EVENTS = re.compile(
    r"(?<=[0-9.)])[;,.·|/ ]{1,3}(?=(?:"
    + "|".join(re.escape(word) for word in sorted(_EVENT_WORDS, key=len, reverse=True))
    + r")(?!\w))",
    re.IGNORECASE,
)
"""Where a line of several dates is cut: before the next label of one."""


@frozen
class Labelled:
    """A line that announces a field: "Author: A B", or "Author" alone with an empty value."""

    field: str
    label: str
    value: str = ""
    has_colon: bool = False

    @property
    def is_weak(self) -> bool:
        """Whether the label is no proof of the field by itself."""
        return not self.has_colon or self.label in _WEAK


def role_of(found: re.Match[str]) -> str:
    """The role that a match of ROLE names."""
    return "translator" if found["language"] else ROLE_PHRASES[found["phrase"].lower()]


@lru_cache(maxsize=LINES_AT_HAND)
def read_label(text: str) -> Labelled | None:
    """The field that a line announces, if it does."""
    return _before_colon(text) or _alone(text) or _translated(text) or _a_text_by(text) or _prefix(text)


def may_have_colon(text: str) -> bool:
    """Whether a label with a colon, or with what stands for one, can open a line; most paragraphs show at once."""
    return bool(_ENDS_LABEL.search(text, 0, _LONGEST_LABEL + 1))


def labelled_parts(text: str) -> tuple[str, ...]:
    """A line cut before each label in it: "Author: A B Published: 3 May 2021" holds two."""
    parts: list[str] = []
    for part in _INNER.split(text):
        if parts and ":" not in parts[-1]:
            parts[-1] += f" {part}"
        else:
            parts.append(part)
    return tuple(parts)


def _before_colon(text: str) -> Labelled | None:
    for found in _ENDS_LABEL.finditer(text, 0, _LONGEST_LABEL + 1):
        place, char = found.start(), found[0]
        label = _normal(text[:place])
        field = _FIELD_OF.get(label)
        if field and (char in _COLONS or _is_run_in(field, char, text[place + 1 :])):
            value = text[place + 1 :].lstrip(_COLONS + _DASHES + " ").strip()
            return Labelled(field=field, label=label, value=value, has_colon=True)
    return None


def _is_run_in(field: str, char: str, value: str) -> bool:
    if char == ".":
        return field in _RUN_IN and value.startswith(" ")
    is_long_dash = char == "—" or value.startswith("--") or (char == "–" and value.startswith(" "))
    return is_long_dash and field in {*_RUN_IN, "author", "doi"}


def _alone(text: str) -> Labelled | None:
    label = _normal(text) if len(text) <= 2 * _LONGEST_LABEL else ""
    field = _FIELD_OF.get(label)
    if not field or label in _WEAK or field in {"volume", "issue", "publication"}:
        return None
    return Labelled(field=field, label=label)


def _translated(text: str) -> Labelled | None:
    found = _TRANSLATED.match(text)
    return Labelled(field="translator", label="translated by", value=text[found.end() :]) if found else None


def _a_text_by(text: str) -> Labelled | None:
    found = _A_TEXT_BY.match(text)
    return Labelled(field="author", label="by", value=text[found.end() :]) if found else None


def _prefix(text: str) -> Labelled | None:
    words = text[:200].split()
    for count in range(min(4, len(words) - 1), 0, -1):
        label = _normal(" ".join(words[:count]))
        if label in _FIELD_OF_PREFIX:
            value = text.split(None, count)[count]
            return Labelled(field=_FIELD_OF_PREFIX[label], label=label, value=value)
    return None


def _normal(label: str) -> str:
    return " ".join(label.split()).strip("*•· ").casefold()
