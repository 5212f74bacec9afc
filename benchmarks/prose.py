"""The words of the made-up archive: titles, names, tags and prose, all invented and drawn from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

FIGURES = 8

_CLAUSES = 6_000


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_NOUNS = _words(
    "archive bay beacon bell bridge buoy cable canal captain causeway chart chronicle coast council crossing "
    "current customs decree delta dialect dock drawing drought dune engine estuary factory ferry fishery flag "
    "fleet flood ford fortress freight garden glacier grain granary harbour harvest headland herring inlet "
    "inquiry island jetty journal keeper lagoon landing ledger letter library lighthouse lock manuscript map "
    "market meadow memoir migration mill mission museum net notebook oath orchard parish passage path "
    "petition pier pilot plough port press procession quarry quay railway record reef register reservoir rope "
    "route sail salt school seal shipyard shoal signal silt slipway sound station strait survey tariff "
    "telegraph tide timetable toll tower trade treaty tribunal tunnel valley vessel village vineyard voyage "
    "wall warehouse watch weather wharf winter witness workshop wreck"
)
_ADJECTIVES = _words(
    "ancient bilateral borrowed careful coastal common contested costly disputed distant doubtful early "
    "eastern famous fertile fiscal forgotten formal fragile handwritten hesitant imperfect incomplete "
    "informal inland joint landlocked late local maritime modest narrow northern obscure official outer "
    "partial patient private provincial public quiet regional reliable remote rural seasonal shallow silent "
    "southern steep symbolic temporary tidal unlit western"
)
_VERBS = _words(
    "abandons borrows compares complicates confirms connects contradicts corrects counts crosses defends "
    "delays divides documents explains finances follows illustrates limits measures mentions negotiates "
    "outlines precedes preserves questions rebuilds recalls reflects refuses replaces reshapes restores "
    "reveals supports surveys translates"
)
_PLACES = ("Sennet", "Great Sennet", "Ardvik", "Ostrey", "Lunnholm", "Vesk", "Port Amble", "Kirrow", "Täve", "Norrö")
_GIVEN = tuple(
    start + end
    for start in _words("Al Bri Ced Dor El Fen Gri Hal Ing Jor Kes Lu Mir Ну Ол Ра")
    for end in ("ka", "van", "is")
)
_FAMILY = tuple(
    start + end
    for start in _words(
        "Bram Crey Dusk Eld Fjör Gant Holt Ivar Kolb Løm Mast Nor Ost Pell Quern Rask Sund Tarn Ulv Wend"
    )
    for end in ("by", "sen", "mark", "ik", "wick", "ova", "holm")
)


_Line = Callable[[Random], str]


class Prose:
    """What is written from a stock of clauses, two to a sentence: some twenty million different sentences."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)  # noqa: S311 -- repeatable, not secret
        self._clauses = tuple(_clause(rng) for _ in range(_CLAUSES))
        self._extras: tuple[tuple[_Line, float], ...] = (
            (self._quotation, 0.8),
            (self._list, 0.6),
            (_figure, 0.4),
            (_table, 0.35),
            (self._steps, 0.2),
        )

    def blocks(self, rng: Random, earlier: Callable[[], str]) -> Iterator[str]:
        """The Markdown of about 1,100 words, block by block; `earlier` gives the slug of another article, or ""."""
        extras = [kind for kind, share in self._extras if rng.random() < share]
        rng.shuffle(extras)
        for section in range(rng.randint(3, 5)):
            if section:
                yield f"## {_heading(rng)}"
            for _ in range(rng.randint(2, 4)):
                yield " ".join(self._sentence(rng, earlier) for _ in range(rng.randint(3, 4)))
            if extras:
                yield extras.pop()(rng)

    def plain(self, rng: Random) -> str:
        """A sentence without marks."""
        first, second = self._two(rng)
        return f"{_capital(first)}, although {second}."

    def _two(self, rng: Random) -> tuple[str, str]:
        return self._clauses[int(rng.random() * _CLAUSES)], self._clauses[int(rng.random() * _CLAUSES)]

    def _sentence(self, rng: Random, earlier: Callable[[], str]) -> str:
        (first, second), chance = self._two(rng), rng.random()
        start = _capital(first)
        if chance < _LINKED and (slug := earlier()):
            return f"{start}, as [an earlier article](/articles/{slug}/) says, and {second}."
        return next(shape for share, shape in _SHAPES if chance < share)(rng, start, second)

    def _quotation(self, rng: Random) -> str:
        return f"> {self.plain(rng)}\n> {self.plain(rng)}"

    def _list(self, rng: Random) -> str:
        return "\n".join(f"- {self.plain(rng)}" for _ in range(rng.randint(3, 6)))

    def _steps(self, rng: Random) -> str:
        return "\n".join(f"{number}. {self.plain(rng)}" for number in range(1, rng.randint(4, 6)))


# Of a hundred sentences, four have a link within the archive where there is an earlier article, and so on.
_LINKED = 0.04
_SHAPES: tuple[tuple[float, Callable[[Random, str, str], str]], ...] = (
    (0.10, lambda _, first, second: f"{first}, as the *{second.split()[1]}* does, and {second}."),
    (0.15, lambda _, first, second: f"{first}, which **{second}**."),
    (0.18, lambda rng, first, second: f"{first}, as [a report]({_report(rng)}) says: {second}."),
    (0.20, lambda rng, first, second: f"{first} (see `{rng.choice(_NOUNS)}-{rng.randint(10, 99)}`), and {second}."),
    (0.60, lambda _, first, second: f"{first}, although {second}."),
    (1.01, lambda _, first, second: f"{first}; {second}."),
)


def _report(rng: Random) -> str:
    return f"https://reports.example/{rng.randint(1, 999)}"


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def author(rank: int) -> str:
    """The name of an author; all differ."""
    given = _GIVEN[rank % len(_GIVEN)]
    turn, at = divmod(rank // len(_GIVEN), len(_FAMILY))
    initial = f"{chr(64 + turn)}. " if turn else ""
    return f"{given} {initial}{_FAMILY[at]}"


def tag(rank: int) -> str:
    """The words of a tag; all differ."""
    noun = _NOUNS[rank * 7 % len(_NOUNS)]
    return noun if rank < len(_NOUNS) else f"{_ADJECTIVES[rank % len(_ADJECTIVES)]} {noun}"


def _thing(rng: Random) -> str:
    shape = rng.choice(("{}", "{}", "{adjective} {}", "{adjective} {}", "{} of {place}"))
    return "the " + shape.format(rng.choice(_NOUNS), adjective=rng.choice(_ADJECTIVES), place=rng.choice(_PLACES))


def _clause(rng: Random) -> str:
    year = rng.choice(("", "", "", "", f" in {rng.randint(1890, 2020)}"))
    return f"{_thing(rng)} {rng.choice(_VERBS)} {_thing(rng)} and {_thing(rng)}{year}"


def _heading(rng: Random) -> str:
    words = f"{rng.choice(_ADJECTIVES)} {rng.choice(_NOUNS)} and {rng.choice(_ADJECTIVES)} {rng.choice(_NOUNS)}"
    return words.capitalize()


def title(rng: Random) -> str:
    """The title of an article; some have quotation marks and ampersands."""
    one, two = rng.choice(_NOUNS).capitalize(), rng.choice(_NOUNS).capitalize()
    adjective, where = rng.choice(_ADJECTIVES).capitalize(), rng.choice(_PLACES)
    shapes = (
        f"The {adjective} {one} of {where}",
        f"{one}, {two} and the {adjective} {rng.choice(_NOUNS).capitalize()}",
        f'The "{adjective}" {one} & {where}\'s {two}',
        f"{where}: A {adjective} {one}",
    )
    return rng.choice(shapes)


def _figure(rng: Random) -> str:
    return f"![The {rng.choice(_NOUNS)} at {rng.choice(_PLACES)}](/images/figure-{rng.randint(1, FIGURES)}.svg)"


def _table(rng: Random) -> str:
    rows = ["| Place | Year | Count | Note |", "| --- | --- | ---: | --- |"]
    for _ in range(rng.randint(3, 7)):
        cells = rng.choice(_PLACES), rng.randint(1900, 2020), rng.randint(1, 9999), rng.choice(_NOUNS)
        rows.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(rows)
