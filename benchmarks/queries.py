"""Articles in four languages that are put among those of the bench, and what readers may type to find them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """An article that queries are to find: by its title the results are told."""

    slug: str
    title: str
    language: str
    author: str
    tag: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a reader types, what kind of query it is, and what should stand in a title among the first ten.

    Where `title` is "", nothing should be found.
    """

    kind: str
    words: str
    title: str

    @property
    def language(self) -> str:
        """The language of the article that is sought."""
        return next((each.language for each in SOUGHT if each.title == self.title), "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Whether the first ten results of a query are right, and the bytes that were loaded besides the page itself.

    `packed` is how many they are where the host compresses what is not compressed yet.
    """

    is_right: bool
    bytes: int
    packed: int


SOUGHT = (
    Sought(
        slug="dredgers",
        title="Dredgers at Low Water",
        language="en",
        author="Philippa Nettlewood",
        tag="dredging",
        body="The dredgers were working before dawn. Whoever has studied their logbooks knows that a dredger is idle"
        " for half of its life. The channel was deepened twice, and each deepening cost more than the last.\n\n"
        "Nobody remembers the foghorns of the northern quicksands, although they were heard for miles.",
    ),
    Sought(
        slug="buoyancy",
        title="A Theory of Buoyancy",
        language="en",
        author="Anselm O’Grady-Thwaite",
        tag="mathematics",
        body="Buoyancy is measured in arguments. The mathematicians of the academy calculated it differently, and"
        " their calculations were published, criticised and quietly withdrawn. The hydrographer’s office kept a copy.",
    ),
    Sought(
        slug="telescopes",
        title="Grinding Lenses by Candlelight",
        language="en",
        author="Philippa Nettlewood",
        tag="telescopes",
        body="A telescope begins as sand. The grinder polishes the lens until the candle stands still in it.\n\n"
        "The apprentices were forbidden to whistle while polishing, a rule whose reason is lost.",
    ),
    Sought(
        slug="isole",
        title="Le isole senza nome",
        language="it",
        author="Ippolita Càndido",
        tag="isole",
        body="Le isole erano quarantuno e nessuna aveva un nome. I pescatori raccontavano che le città sommerse si"
        " vedono nelle notti serene. Il cartografo disegnò le coste più volte, e le correzioni furono perdute.",
    ),
    Sought(
        slug="navigazione",
        title="Storia della navigazione notturna",
        language="it",
        author="Beltrando Fosco",
        tag="navigazione",
        body="I naviganti notturni seguivano le lanterne. La libertà di navigare fu discussa in tribunale, dove i"
        " marinai testimoniarono contro gli armatori.",
    ),
    Sought(
        slug="hafen",
        title="Die vergessenen Häfen",
        language="de",
        author="Käthe Ölschläger",
        tag="Häfen",
        body="Die Häfen der Küste sind vergessen. In jedem Hafen lagen Schiffe, deren Mannschaften nie bezahlt"
        " wurden. Die Straße zum Leuchtturm war gepflastert; die Leuchttürme selbst wurden abgerissen.",
    ),
    Sought(
        slug="karten",
        title="Über das Zeichnen von Karten",
        language="de",
        author="Wendelin Graußbart",
        tag="Kartographie",
        body="Der Zeichner zeichnete die Meerestiefen nach dem Gehör. Die Vermessungen dauerten Jahre, und die"
        " Vermesser stritten über jede einzelne Messung.",
    ),
    Sought(
        slug="mayak",
        title="Ночная вахта на маяке",
        language="ru",
        author="Лукерья Заозерская",
        tag="маяки",
        body="Смотрительница маяка записывала в журнал всё, что видела. Корабли проходили мимо, и ни один корабль не"
        " отвечал на сигналы. Ёлки на берегу росли криво.",
    ),
    Sought(
        slug="lodki",
        title="О лодках и переправах",
        language="ru",
        author="Тихон Перевозчиков",
        tag="лодки",
        body="Лодочник считал пассажиров по головам. В лодке помещалось девять человек, а в лодках побольше —"
        " двенадцать. Переправы закрывались с первым льдом.",
    ),
)

_EN, _BUOYANCY, _LENSES = SOUGHT[0].title, SOUGHT[1].title, SOUGHT[2].title
_ISOLE, _NAVIGAZIONE, _HAFEN, _KARTEN, _MAYAK, _LODKI = (each.title for each in SOUGHT[3:])
QUERIES = tuple(
    Query(kind=kind, words=words, title=title)
    for kind, words, title in (
        ("word", "quicksands", _EN),
        ("words", "mathematicians academy", _BUOYANCY),
        ("common words", "harbour treaty", "Harbour"),
        ("common words", "the winter ferry and the lighthouse", "Lighthouse"),
        ("form (en)", "dredge", _EN),
        ("form (en)", "calculating", _BUOYANCY),
        ("form (en)", "polished lenses", _LENSES),
        ("form (en)", "apprenticeship whistling", _LENSES),
        ("form (it)", "isola", _ISOLE),
        ("form (it)", "pescatore racconta", _ISOLE),
        ("form (it)", "navigante", _NAVIGAZIONE),
        ("form (de)", "Leuchtturm", _HAFEN),
        ("form (de)", "Hafens", _HAFEN),
        ("form (de)", "Vermessung", _KARTEN),
        ("form (ru)", "корабля", _MAYAK),
        ("form (ru)", "лодками", _LODKI),
        ("form (ru)", "смотрительницы маяков", _MAYAK),
        ("no accents", "citta sommerse", _ISOLE),
        ("no accents", "Strasse", _HAFEN),
        ("no accents", "елки", _MAYAK),
        ("beginning", "quicks", _EN),
        ("beginning", "hydrog", _BUOYANCY),
        ("slip", "dregders", _EN),
        ("slip", "mathematicans", _BUOYANCY),
        ("slip", "telsecope", _LENSES),
        ("author", "Nettlewood", _LENSES),
        ("author", "O'Grady", _BUOYANCY),
        ("author", "Заозерская", _MAYAK),
        ("phrase", '"candle stands still"', _LENSES),
        ("nothing", "xylophonist", ""),
    )
)


def add_to(site: Path) -> None:
    """Put the articles into an archive of the bench."""
    for each in SOUGHT:
        header = f"title: {each.title}\nauthors: [{each.author}]\ntags: [{each.tag}]\nlanguage: {each.language}"
        file = site / "content" / "articles" / f"sought-{each.slug}.md"
        file.write_text(f"---\n{header}\ndate: 2020\n---\n\n{each.body}\n", "utf-8")
