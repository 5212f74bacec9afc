"""Records of articles for tests: made from a few words, and drawn awkward on purpose."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from backfile.archive.dates import SEASONS, PartialDate
from backfile.archive.names import Name, parse_name
from backfile.kinds import BLOCK, TEXT
from backfile.site.citations.record import CreditedView, RecordView

_EMPTY = RecordView(
    key="2019/on-lamps",
    kind="article",
    title="On Lamps",
    subtitle="",
    credits=(),
    abstract="",
    tags=(),
    publication="Gazette",
    medium="",
    is_of_site=True,
    publisher="",
    issn="",
    volume="",
    issue="",
    issue_title="",
    issue_date=None,
    pages="",
    date=None,
    updated=None,
    doi="",
    language="en",
    licence="",
    licence_url="",
    figure=None,
    url="",
    root="",
)


def record(*authors: str | Name, translators: tuple[str, ...] = (), **fields: object) -> RecordView:
    """A record with the title "On Lamps"; a date may be given as text."""
    if isinstance(date := fields.get("date"), str):
        fields["date"] = PartialDate.parse(date)
    credits = [credited(name, "author") for name in authors] + [credited(name, "translator") for name in translators]
    return replace(_EMPTY, credits=tuple(credits), **fields)  # type: ignore[arg-type]


def credited(name: str | Name, role: str) -> CreditedView:
    """A credit; a name in parts, or one in the order of reading."""
    named = parse_name(name) if isinstance(name, str) else name
    return CreditedView(name=named, role=role, address="authors/x/", orcid="", affiliation="")


# -- awkward records -------------------------------------------------------------------------------------------------


def _is_text(text: str) -> bool:
    try:
        return TEXT.read(text) == text
    except ValueError:
        return False


LETTERS = "aAzZéñßØĳЖяіქა中\u0301 '’‘“”«»\"&<>{}[]()%$#_~^\\/|*`@=+-–—:;,.?!0129"
WORDS = st.text(LETTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool).filter(_is_text)
BLOCKS = st.lists(WORDS, max_size=3).map("\n\n".join).filter(lambda text: BLOCK.read(text) == text if text else True)
NAME_WORDS = st.text("aAzZéñØЖяქა'’.-", min_size=1, max_size=6).filter(lambda word: any(map(str.isalpha, word)))
PARTS = st.lists(NAME_WORDS, min_size=1, max_size=3).map(" ".join)
NAMES = st.one_of(
    st.builds(
        Name,
        given=PARTS,
        family=PARTS,
        particle=st.sampled_from(["", "van der", "de", "von und zu"]),
        suffix=st.sampled_from(["", "Jr.", "III"]),
    ),
    st.builds(Name, literal=st.one_of(PARTS, st.sampled_from(["Lamps and Ropes", "The Desk, Sennet", "{B} & Söhne"]))),
)
DATES = st.one_of(
    st.none(),
    st.builds(PartialDate, year=st.integers(1, 9999)),
    st.builds(PartialDate, year=st.integers(1600, 2100), month=st.integers(1, 12)),
    st.builds(PartialDate, year=st.integers(1600, 2100), month=st.integers(1, 12), day=st.integers(1, 28)),
    st.builds(PartialDate, year=st.integers(1600, 2100), season=st.sampled_from(SEASONS)),
)
NUMBERS = st.sampled_from(["", "7", "7-8", "XII", "S1", "12 bis"])
PAGES = st.sampled_from(["", "7", "12-19", "12–19", "xii-xv", "A-1–A-9", "A-1-A-9", "3, 7-9", "123-8"])
RECORDS = st.builds(
    replace,
    st.just(_EMPTY),
    title=WORDS,
    subtitle=st.one_of(st.just(""), WORDS),
    credits=st.lists(
        st.tuples(NAMES, st.sampled_from(["author", "author", "translator", "editor", "photographer"])), max_size=4
    ).map(lambda pairs: tuple(credited(*pair) for pair in pairs)),
    abstract=BLOCKS,
    tags=st.lists(WORDS, max_size=3, unique=True).map(tuple),
    publication=WORDS,
    medium=st.sampled_from(["", "journal", "magazine", "newspaper"]),
    issn=st.sampled_from(["", "9999-013X"]),
    volume=NUMBERS,
    issue=NUMBERS,
    issue_title=st.one_of(st.just(""), WORDS),
    issue_date=DATES,
    pages=PAGES,
    date=DATES,
    updated=DATES,
    doi=st.sampled_from(["", "10.5555/ff.2019.1.3", "10.1002/(SICI)1097<1::AID-X_1%2>3.0.CO;2-#"]),
    language=st.sampled_from(["en", "it", "de", "ru", "ka"]),
    licence=st.sampled_from(["", "CC BY 4.0"]),
    url=st.sampled_from(["", "https://journal.example/archive/articles/on-lamps_a%20b/"]),
)
