# ruff: noqa: E501 -- references stand here as they are printed
"""References in print. What stands here was held against citeproc-js with the styles of the Citation Style Language."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given

from backfile.archive.names import Name
from backfile.site.citations.record import RecordView
from backfile.site.render_records import Cited
from tests.records import RECORDS, record

DESK = Name(literal="The Harbour Desk")
SEVEN = ("A. Aa", "B. Bb", "C. Cc", "D. Dd", "E. Ee", "F. Ff", "G. Gg")

FULL = record(
    Name(given="Wilhelmina", particle="van der", family="Ostrand"),
    subtitle="A survey",
    volume="1",
    issue="1",
    pages="3-14",
    date="2019-03",
    doi="10.5555/ff.1.3",
)
TWO = record("Tobias Q. Marshwell, Jr.", "Jean-Paul Quill", volume="1", issue="2", pages="123-128", date="2019-09-20")
THREE = record("Anna Marsh", "Bo Quill", DESK, title="Why “Tides”?", issue="7", pages="29", date="Spring 2021")
FOUR = record("Anna Marsh", "Bo Quill", "Cy Reed", "Di Stone", volume="3", issue="7-8")
NOBODY = record(volume="3", issue="7", pages="1-2", date="2020")
BODY = record(DESK, title="Editorial", volume="3", date="2020-05")
TRANSLATED = record(
    "Lukerya Zaozerskaya", translators=("Dunya Halloweth",), volume="3", issue="5", pages="1-10", date="2021"
)
RUSSIAN = record(
    Name(given="Лукерья Тихоновна", family="Заозерская"),
    title="Ночная вахта",
    volume="1",
    issue="2",
    pages="1-11",
    date="2019-09",
    language="ru",
)
QUOTED = record("Cosmo Pellwarden III", title="“You Steer”", subtitle="A talk", volume="3", date="2021")
MANY = record(*SEVEN, volume="3", date="2020")
MAGAZINE = record("A. Aa", volume="3", issue="2", pages="100-105", date="2020-09-20", medium="magazine")
ONLINE = record("Bo Quill", date="2020", url="https://journal.example/a/")


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (
            FULL,
            "van der Ostrand, W. (2019). On Lamps: A survey. <i>Gazette</i>, <i>1</i>(1), 3–14. https://doi.org/10.5555/ff.1.3",
        ),
        (TWO, "Marshwell, T. Q., Jr., & Quill, J.-P. (2019). On Lamps. <i>Gazette</i>, <i>1</i>(2), 123–128."),
        (THREE, "Marsh, A., Quill, B., & The Harbour Desk. (2021). Why “Tides”? <i>Gazette</i>, (7), 29."),
        (FOUR, "Marsh, A., Quill, B., Reed, C., & Stone, D. (n.d.). On Lamps. <i>Gazette</i>, <i>3</i>(7–8)."),
        (NOBODY, "On Lamps. (2020). <i>Gazette</i>, <i>3</i>(7), 1–2."),
        (BODY, "The Harbour Desk. (2020). Editorial. <i>Gazette</i>, <i>3</i>."),
        (TRANSLATED, "Zaozerskaya, L. (2021). On Lamps (D. Halloweth, Trans.). <i>Gazette</i>, <i>3</i>(5), 1–10."),
        (RUSSIAN, "Заозерская, Л. Т. (2019). Ночная вахта. <i>Gazette</i>, <i>1</i>(2), 1–11."),
        (QUOTED, "Pellwarden, C., III. (2021). “You Steer”: A talk. <i>Gazette</i>, <i>3</i>."),
        (MAGAZINE, "Aa, A. (2020, September 20). On Lamps. <i>Gazette</i>, <i>3</i>(2), 100–105."),
        (ONLINE, "Quill, B. (2020). On Lamps. <i>Gazette</i>. https://journal.example/a/"),
    ],
)
def test_apa(held: RecordView, reference: str) -> None:
    assert unescape(Cited(record=held).apa) == reference


def test_apa_names_twenty_and_then_the_last() -> None:
    people = [f"A. {chr(65 + at)}x" for at in range(21)]
    assert Cited(record=record(*people[:20])).apa.startswith("Ax, A., Bx, A., ")
    assert "Sx, A., &amp; Tx, A." in Cited(record=record(*people[:20])).apa
    assert "Sx, A., . . . Ux, A." in Cited(record=record(*people)).apa


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (
            FULL,
            "van der Ostrand, Wilhelmina. “On Lamps: A survey.” <i>Gazette</i>, vol. 1, no. 1, Mar. 2019, pp. 3–14, https://doi.org/10.5555/ff.1.3.",
        ),
        (
            TWO,
            "Marshwell, Tobias Q., Jr., and Jean-Paul Quill. “On Lamps.” <i>Gazette</i>, vol. 1, no. 2, Sept. 2019, pp. 123–28.",
        ),
        (THREE, "Marsh, Anna, et al. “Why ‘Tides’?” <i>Gazette</i>, no. 7, Spring 2021, p. 29."),
        (FOUR, "Marsh, Anna, et al. “On Lamps.” <i>Gazette</i>, vol. 3, nos. 7–8."),
        (NOBODY, "“On Lamps.” <i>Gazette</i>, vol. 3, no. 7, 2020, pp. 1–2."),
        (BODY, "The Harbour Desk. “Editorial.” <i>Gazette</i>, vol. 3, May 2020."),
        (
            TRANSLATED,
            "Zaozerskaya, Lukerya. “On Lamps.” <i>Gazette</i>, translated by Dunya Halloweth, vol. 3, no. 5, 2021, pp. 1–10.",
        ),
        (
            RUSSIAN,
            "Заозерская, Лукерья Тихоновна. “Ночная вахта.” <i>Gazette</i>, vol. 1, no. 2, Sept. 2019, pp. 1–11.",
        ),
        (QUOTED, "Pellwarden, Cosmo, III. “‘You Steer’: A talk.” <i>Gazette</i>, vol. 3, 2021."),
        (MAGAZINE, "Aa, A. “On Lamps.” <i>Gazette</i>, vol. 3, no. 2, 20 Sept. 2020, pp. 100–05."),
        (ONLINE, "Quill, Bo. “On Lamps.” <i>Gazette</i>, 2020, https://journal.example/a/."),
    ],
)
def test_mla(held: RecordView, reference: str) -> None:
    assert unescape(Cited(record=held).mla) == reference


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (
            FULL,
            "Ostrand, Wilhelmina van der. “On Lamps: A survey.” <i>Gazette</i> 1, no. 1 (2019): 3–14. https://doi.org/10.5555/ff.1.3.",
        ),
        (TWO, "Marshwell, Tobias Q., Jr., and Jean-Paul Quill. “On Lamps.” <i>Gazette</i> 1, no. 2 (2019): 123–28."),
        (THREE, "Marsh, Anna, Bo Quill, and The Harbour Desk. “Why ‘Tides’?” <i>Gazette</i>, no. 7 (Spring 2021): 29."),
        (FOUR, "Marsh, Anna, Bo Quill, Cy Reed, and Di Stone. “On Lamps.” <i>Gazette</i> 3, nos. 7–8 (n.d.)."),
        (NOBODY, "“On Lamps.” <i>Gazette</i> 3, no. 7 (2020): 1–2."),
        (BODY, "The Harbour Desk. “Editorial.” <i>Gazette</i> 3 (May 2020)."),
        (
            TRANSLATED,
            "Zaozerskaya, Lukerya. “On Lamps.” Translated by Dunya Halloweth. <i>Gazette</i> 3, no. 5 (2021): 1–10.",
        ),
        (QUOTED, "Pellwarden, Cosmo, III. “‘You Steer’: A talk.” <i>Gazette</i> 3 (2021)."),
        (MANY, "Aa, A., B. Bb, C. Cc, et al. “On Lamps.” <i>Gazette</i> 3 (2020)."),
        (MAGAZINE, "Aa, A. “On Lamps.” <i>Gazette</i>, September 20, 2020."),
        (record(), "“On Lamps.” <i>Gazette</i>, n.d."),
    ],
)
def test_chicago(held: RecordView, reference: str) -> None:
    assert unescape(Cited(record=held).chicago) == reference


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (
            FULL,
            "van der Ostrand, W. (2019) ‘On Lamps: A survey’, <i>Gazette</i>, 1(1), pp. 3–14. Available at: https://doi.org/10.5555/ff.1.3.",
        ),
        (TWO, "Marshwell, T.Q., Jr. and Quill, J.-P. (2019) ‘On Lamps’, <i>Gazette</i>, 1(2), pp. 123–128."),
        (THREE, "Marsh, A., Quill, B. and The Harbour Desk (2021) ‘Why “Tides”?’, <i>Gazette</i>, (7), p. 29."),
        (FOUR, "Marsh, A. <i>et al.</i> (no date) ‘On Lamps’, <i>Gazette</i>, 3(7–8)."),
        (NOBODY, "<i>Gazette</i> (2020) ‘On Lamps’, 3(7), pp. 1–2."),
        (TRANSLATED, "Zaozerskaya, L. (2021) ‘On Lamps’, translated by D. Halloweth, <i>Gazette</i>, 3(5), pp. 1–10."),
        (RUSSIAN, "Заозерская, Л.Т. (2019) ‘Ночная вахта’, <i>Gazette</i>, 1(2), pp. 1–11."),
        (MAGAZINE, "Aa, A. (2020) ‘On Lamps’, <i>Gazette</i>, 20 September, pp. 100–105."),
        (record(title="Quarry’s ‘Tides’"), "<i>Gazette</i> (no date) ‘Quarry’s “Tides”’."),
    ],
)
def test_harvard(held: RecordView, reference: str) -> None:
    assert unescape(Cited(record=held).harvard) == reference


@pytest.mark.parametrize(
    ("held", "reference"),
    [
        (FULL, "Ostrand W. van der. On Lamps: A survey // Gazette. 2019. Vol. 1. No. 1. P. 3–14. DOI: 10.5555/ff.1.3."),
        (TWO, "Marshwell T. Q. Jr., Quill J.-P. On Lamps // Gazette. 2019. Vol. 1. No. 2. P. 123–128."),
        (THREE, "Marsh A., Quill B., The Harbour Desk. Why “Tides”? // Gazette. 2021. No. 7. P. 29."),
        (FOUR, "Marsh A. et al. On Lamps // Gazette. Vol. 3. No. 7–8."),
        (TRANSLATED, "Zaozerskaya L. On Lamps / transl. by Halloweth D. // Gazette. 2021. Vol. 3. No. 5. P. 1–10."),
        (RUSSIAN, "Заозерская Л. Т. Ночная вахта // Gazette. 2019. Т. 1. № 2. С. 1–11."),
        (ONLINE, "Quill B. On Lamps // Gazette. 2020. URL: https://journal.example/a/."),
    ],
)
def test_gost(held: RecordView, reference: str) -> None:
    assert unescape(Cited(record=held).gost) == reference


@pytest.mark.parametrize(
    ("pages", "apa", "mla", "chicago"),
    [
        ("3-14", "3–14", "3–14", "3–14"),
        ("71-72", "71–72", "71–72", "71–72"),
        ("100-104", "100–104", "100–04", "100–104"),
        ("101-108", "101–108", "101–08", "101–8"),
        ("321-328", "321–328", "321–28", "321–28"),
        ("321-8", "321–328", "321–28", "321–28"),
        ("1496-1504", "1496–1504", "1496–504", "1496–504"),
        ("98-103", "98–103", "98–103", "98–103"),
        ("xii-xv", "xii–xv", "xii–xv", "xii–xv"),
        ("3, 7-9", "3, 7–9", "3, 7–9", "3, 7–9"),
    ],
)
def test_page_ranges_are_written_as_each_style_has_them(pages: str, apa: str, mla: str, chicago: str) -> None:
    held = Cited(record=record(volume="1", date="2020", pages=pages))
    assert held.apa.endswith(f", {apa}.")
    assert held.mla.endswith(f", pp. {mla}.")
    assert held.chicago.endswith(f": {chicago}.")


STYLES: tuple[Callable[[Cited], str], ...] = (
    lambda held: held.apa,
    lambda held: held.mla,
    lambda held: held.chicago,
    lambda held: held.harvard,
    lambda held: held.gost,
)


@given(RECORDS)
def test_every_reference_says_what_is_known_and_nothing_is_doubled(held: RecordView) -> None:
    for style in STYLES:
        html = style(Cited(record=held))
        assert set(re.findall(r"<[^>]*>", html)) <= {"<i>", "</i>"}
        text = unescape(re.sub(r"</?i>", "", html))
        assert held.publication in text
        assert letters(held.title) in letters(text)
        assert held.date is None or str(held.date.year) in text
        assert not held.doi or held.doi in text
        if held.authors:
            assert (held.authors[0].literal or held.authors[0].family) in text


def letters(text: str) -> str:
    """A text without the marks that a style may turn."""
    return re.sub(r"[\"“”‘’]", "", text)
