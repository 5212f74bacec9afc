"""Made-up seeds in four languages, each with what it says: the pieces of pasted pages in many forms and orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A seed and what a careful editor reads out of it; "" and () for what it does not say."""

    text: str
    title: str
    authors: tuple[str, ...] = ()
    publication: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    date: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """The words of one language."""

    titles: tuple[str, ...]
    publications: tuple[str, ...]
    people: tuple[str, ...]
    prose: tuple[str, ...]
    headings: tuple[str, ...]
    bylines: tuple[str, ...]
    joints: tuple[str, ...]
    mastheads: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    chrome: tuple[str, ...]
    fields: tuple[str, ...]
    beside: tuple[str, ...]
    asides: tuple[str, ...] = field(default=())


TONGUES = {
    "en": Tongue(
        titles=(
            "The Price of Salt in the Upper Valley",
            "Harbours without Ships",
            "Who Owns the River?",
            "A Bridge Too Many: Trade after the Thaw",
            "Ten Years of the Corridor Treaty",
            "What Shepherds Know",
        ),
        publications=("Corridor Report", "Valley Monitor", "The Foreland Gazette", "Journal of Upland Studies"),
        people=("Anna Kern", "Tomas Varga", "Ida van der Berg", "J. K. Holm", "Maria De Luca", "Oskar Lind-Moe"),
        prose=(
            "The road was closed for the whole of the winter, and nobody in the valley could say when it would open.",
            "Prices rose by a third within a year; the ministry, which had promised relief, sent two lorries of salt.",
            "In March 2019 the council met again, and by the end of the day it had voted for the bridge (see below).",
            "What the shepherds knew was simpler: water runs down, and whoever lives above it owns it in the end.",
        ),
        headings=("Executive Summary", "Background", "The Road and the River", "Conclusion"),
        bylines=("Author: {}", "Authors: {}", "By {}", "Written by {}", "Author(s): {}"),
        joints=(" & ", " and ", ", "),
        mastheads=(
            "{p} ISSN {i} Volume {v} Issue {n}",
            "{p}, Vol. {v}, No. {n}",
            "{p} Volume {v} Issue {n}",
            "{p}, ISSN: {i}, Vol. {v}, Issue {n}, pp. {f}-{l}",
            "{p} {v}({n}), {f}–{l}",
            "{p} | Volume {v} | Number {n}",
        ),
        dates=(
            ("Published: 3 May 2021", "2021-05-03"),
            ("Published on September 21, 2017", "2017-09-21"),
            ("Publication date: 2020-11", "2020-11"),
            ("Published: 16/07/2024", "2024-07-16"),
        ),
        chrome=(
            "Share on Facebook",
            "Home » Analysis",
            "Related Posts",
            "Donate now",
            "No comments:",
            "Your donation helps us: please support our work, subscribe to the newsletter or donate.",
        ),
        fields=(
            "Received: 12 January 2021; Accepted: 2 March 2021",
            "Keywords: salt, rivers; roads",
            "Abstract: Salt is dear.",
            "Keywords: salt; rivers",
            "Section: Analysis",
            "© 2021 The Authors",
            "Licence: CC BY 4.0",
            "anna@example.org",
            "The bridge at dusk (Credits: Ida Kern, CC BY-SA 2.0, via Wikimedia Commons)",
            "UDC 33.05",
            "RESEARCH ARTICLE",
            "Corresponding author: kern@example.org",
            "Last updated: 4 June 2022",
            "Views: 1,204",
        ),
        beside=(
            "Dr. {}",
            "{}, PhD",
            "Prof. {}",
            "{} (University of Norwell)",
            "{}, University of Norwell",
            "{}*",
            "{}¹",
        ),
        asides=("Reading time: 5 minutes",),
    ),
    "it": Tongue(
        titles=(
            "Il prezzo del sale nell’alta valle",
            "Porti senza navi",
            "Di chi è il fiume?",
            "Quello che sanno i pastori",
        ),
        publications=("Rivista dell’Alto Lago", "Quaderni di Valle", "Corridor Report"),
        people=("Anna Corti", "Marco Dell’Acqua", "Lucia De Santis", "G. P. Moro", "Carla Rossi-Neri"),
        prose=(
            "La strada è rimasta chiusa per tutto l’inverno e nella valle nessuno sapeva dire quando avrebbe riaperto.",
            "I prezzi sono saliti di un terzo in un anno; il ministero, che aveva promesso aiuti, ha mandato del sale.",
            "Nel marzo 2019 il consiglio si è riunito di nuovo e alla fine della giornata ha votato per il ponte.",
        ),
        headings=("Introduzione", "La strada e il fiume", "Conclusioni"),
        bylines=("Autore: {}", "Autori: {}", "di {}", "A cura di {}", "Author: {}"),
        joints=(" e ", " & ", ", "),
        mastheads=(
            "{p} ISSN {i} Volume {v} Issue {n}",
            "{p}, Anno {V}, Fascicolo {n}",
            "{p}, Vol. {v}, N. {n}",
            "{p} - Anno {V} - Numero {n}",
            "{p}, vol. {v}, n. {n}, pp. {f}-{l}",
        ),
        dates=(("Pubblicato il 3 maggio 2021", "2021-05-03"), ("Data di pubblicazione: 21.09.2017", "2017-09-21")),
        fields=(
            "Ricevuto il 12 gennaio 2021",
            "Parole chiave: sale; fiumi",
            "Sezione: Analisi",
            "CC BY 4.0",
            "Il ponte di sera (Foto: Ida Corti)",
            "Riassunto. Il sale è caro.",
            "Tempo di lettura: 5 minuti",
        ),
        beside=("Dott.ssa {}", "Prof. {}", "{} - Università di Norva", "{} (Università di Norva)", "{}, ricercatrice"),
        chrome=("Condividi su Facebook", "Articoli correlati", "Leggi anche", "Lascia un commento"),
    ),
    "de": Tongue(
        titles=(
            "Der Preis des Salzes im oberen Tal",
            "Häfen ohne Schiffe",
            "Wem gehört der Fluss?",
            "Was die Hirten wissen",
        ),
        publications=("Zeitschrift für Talkunde", "Oberländer Hefte", "Corridor Report"),
        people=("Anna Kern", "Jörg Müller-Lind", "Ida von der Aue", "K. F. Brandt", "Ute Schäfer"),
        prose=(
            "Die Straße war den ganzen Winter über gesperrt, und niemand im Tal konnte sagen, wann sie wieder aufgeht.",
            "Die Preise stiegen in einem Jahr um ein Drittel; das Ministerium schickte zwei Lastwagen mit Salz.",
            "Im März 2019 trat der Rat wieder zusammen, und am Ende des Tages hatte er für die Brücke gestimmt.",
        ),
        headings=("Einleitung", "Die Straße und der Fluss", "Fazit"),
        bylines=("Autor: {}", "Autoren: {}", "Von {}", "Autorin: {}", "Author: {}"),
        joints=(" und ", " & ", ", "),
        mastheads=(
            "{p} ISSN {i} Volume {v} Issue {n}",
            "{p}, Band {v}, Heft {n}",
            "{p}, {v}. Jahrgang, Heft {n}",
            "{p}, Jg. {v}, Nr. {n}, S. {f}-{l}",
            "{p}, Bd. {v} ({n})",
        ),
        dates=(("Veröffentlicht am 3. Mai 2021", "2021-05-03"), ("Erschienen am 21.09.2017", "2017-09-21")),
        fields=(
            "Eingegangen am 12. Januar 2021",
            "Schlagwörter: Salz; Flüsse",
            "Rubrik: Analyse",
            "Lizenz: CC BY 4.0",
            "Die Brücke am Abend (Foto: Ida Kern)",
            "Zusammenfassung: Salz ist teuer.",
            "AUFSATZ",
        ),
        beside=("Dr. {}", "Prof. Dr. {}", "{}, M.A.", "{} (Universität Norwell)", "Dr. phil. {}"),
        chrome=("Teilen", "Ähnliche Beiträge", "Kommentar hinterlassen", "Newsletter abonnieren"),
        asides=("Lesezeit: 5 Minuten",),
    ),
    "ru": Tongue(
        titles=("Цена соли в верхней долине", "Гавани без кораблей", "Кому принадлежит река?", "Что знают пастухи"),
        publications=("Вестник Нагорья", "Журнал Верхней Долины", "Записки Берега"),
        people=("Анна Кернова", "Иван Петрович Долин", "Ольга Снегирёва", "В. Г. Рябов", "Мария Белова-Линд"),
        prose=(
            "Дорога была закрыта всю зиму, и никто в долине не мог сказать, когда она снова откроется для людей.",
            "Цены выросли на треть за год; министерство, которое обещало помощь, прислало только две машины соли.",
            "В марте 2019 года совет собрался снова и к концу дня проголосовал за мост, о котором все забыли.",
        ),
        headings=("Введение", "Дорога и река", "Заключение"),
        bylines=("Автор: {}", "Авторы: {}", "Автор статьи: {}", "Author: {}"),
        joints=(" и ", ", "),
        mastheads=(
            "{p} ISSN {i} Том {v} Выпуск {n}",
            "{p}. Том {v}, № {n}",
            "{p}, Т. {v}, № {n}, с. {f}-{l}",
            "{p}, том {v}, номер {n}",
        ),
        dates=(("Опубликовано: 3 мая 2021 г.", "2021-05-03"), ("Дата публикации: 21.09.2017", "2017-09-21")),
        fields=(
            "Поступила в редакцию 12.01.2021",
            "Ключевые слова: соль; реки",
            "Рубрика: Анализ",
            "УДК 33.05",
            "Мост вечером (Фото: Ида Кернова)",
            "Аннотация. Соль дорога.",
            "НАУЧНАЯ СТАТЬЯ",
        ),
        beside=("д.и.н. {}", "профессор {}", "{}, к.п.н.", "{} (Норвельский университет)"),
        chrome=("Поделиться", "Читайте также", "Оставить комментарий", "Подписаться"),
    ),
}
ISSNS = ("9754-4167", "9999-013X", "2975-0474")
ROMAN = {7: "VII", 12: "XII", 4: "IV", 19: "XIX"}
BLOCKS: tuple[Callable[[Tongue], str], ...] = (
    lambda t: f"{t.prose[0]}\n{t.prose[1]}",
    lambda t: f"• {t.prose[0]}\n• {t.prose[1]}",
    lambda t: f"1. {t.prose[1]}\n2. {t.prose[0]}",
    lambda t: f"{t.people[0]}\t12\t7\n{t.people[1]}\t9\t30",
    lambda t: f"“{t.prose[1]}”",
    lambda t: f"{t.prose[0]}¹ {t.prose[1]}[2]",
    lambda t: f"<b>{t.prose[0]}</b> {{{{ 7 * 7 }}}} [x](y) *z* --- `a_b`",
    lambda t: f"{t.prose[1]} \u00a0{t.prose[0]}",
)


@st.composite
def seeds(draw: st.DrawFn) -> Made:
    """A text with the pieces of a page in one of many orders."""
    tongue = TONGUES[draw(st.sampled_from(sorted(TONGUES)))]
    title = draw(st.sampled_from(tongue.titles))
    people = tuple(draw(st.lists(st.sampled_from(tongue.people), min_size=0, max_size=3, unique=True)))
    masthead, said = draw(mastheads(tongue)) if draw(st.booleans()) else ("", {})
    dated, date = draw(st.sampled_from([*tongue.dates, ("", ""), ("", "")]))
    byline = draw(bylines(tongue, people)) if people else ""
    doi = draw(st.sampled_from(["", "", "10.1234/salt.7"]))
    front = [line for line in (masthead, byline, dated, f"DOI: {doi}" if doi else "") if line]
    front += draw(st.lists(st.sampled_from(tongue.fields), max_size=2, unique=True))
    front = joined(draw(st.permutations(front)), draw(st.sampled_from(["", "", " | ", " – ", " · "])))
    front = [title, *front] if draw(st.integers(0, 5)) or not front else [front[0], title, *front[1:]]
    body = draw(bodies(tongue))
    above = draw(st.lists(st.sampled_from([*tongue.asides, tongue.chrome[0]]), max_size=1))
    below = draw(st.lists(st.sampled_from(tongue.chrome), max_size=3, unique=True))
    gap = draw(st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n"]))
    text = "\n\n".join([gap.join([*above, *front]), *body, *below])
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return Made(text=text.replace("\n", end), title=title, authors=people, date=date, doi=doi, **said)


def joined(lines: Sequence[str], mark: str) -> list[str]:
    """Lines, the first two of which stand on one where they have a mark between them."""
    return [mark.join(lines[:2]), *lines[2:]] if mark else list(lines)


@st.composite
def mastheads(draw: st.DrawFn, tongue: Tongue) -> tuple[str, dict[str, str]]:
    """A masthead, and what it says."""
    form = draw(st.sampled_from(tongue.mastheads))
    volume = draw(st.sampled_from(sorted(ROMAN)))
    values = {
        "p": draw(st.sampled_from(tongue.publications)), "i": draw(st.sampled_from(ISSNS)), "v": str(volume),
        "V": ROMAN[volume], "n": str(draw(st.integers(1, 12))), "f": "33", "l": "47",
    }  # fmt: skip
    said = {"publication": values["p"], "volume": str(volume), "issue": values["n"]}
    said |= {"issn": values["i"]} if "{i}" in form else {}
    said |= {"pages": "33-47"} if "{f}" in form else {}
    return form.format(**values), said


@st.composite
def bylines(draw: st.DrawFn, tongue: Tongue, people: tuple[str, ...]) -> str:
    """The byline of some people."""
    joint = draw(st.sampled_from(tongue.joints))
    beside = draw(st.sampled_from(["{}", "{}", "{}", *tongue.beside])) if joint != ", " or not people[1:] else "{}"
    people = (*people[:-1], beside.format(people[-1]))
    names = ", ".join(people[:-1]) + joint + people[-1] if people[1:] else people[0]
    return draw(st.sampled_from(tongue.bylines)).format(names)


@st.composite
def bodies(draw: st.DrawFn, tongue: Tongue) -> list[str]:
    """Paragraphs, headings, lists, tables and notes."""
    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5))
    written = [tongue.prose[draw(st.integers(0, len(tongue.prose) - 1))]]
    for make in blocks:
        if draw(st.integers(0, 2)) == 0:
            written.append(draw(st.sampled_from(tongue.headings)))
        written.append(make(tongue))
    return written
