"""While the basis of a page and what all pages have in common are the same, so is its view: a build may skip it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from backfile.archive.article import Figure
from backfile.archive.catalogue import Holdings, catalogue_of
from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import parse_name
from backfile.archive.people import Contributor, People
from backfile.archive.serial import IssueEntry, Publication
from backfile.archive.vocabulary import Tag, Vocabulary
from backfile.build.language import words_of
from backfile.config import UNTITLED, Feeds
from backfile.images.facts import Facts
from backfile.images.recipes import Picture
from backfile.manuscript.articles import read_article, read_page
from backfile.site.desk import Desk
from backfile.site.gallery import Gallery, images_of
from backfile.site.pages import Bases, Page
from backfile.site.plan import Plan, plan_site

NAMES = ("Anna Marsh", "A. Marsh", "Bo Quill", "The Editors")
ARTICLE = st.fixed_dictionaries(
    {"title": st.sampled_from(["On Lamps", "On Ropes", "On Bells"])},
    optional={
        "authors": st.lists(st.sampled_from(NAMES), max_size=2, unique=True).map(lambda names: f"[{', '.join(names)}]"),
        "volume": st.sampled_from(["1", "2"]),
        "issue": st.sampled_from(["1", "2"]),
        "pages": st.sampled_from(["1-4", "5"]),
        "date": st.sampled_from(["2019", "2019-03", "2020-01-02"]),
        "updated": st.just("2021-05-06"),
        "tags": st.sampled_from(["[rope]", "[rope, ferry]", "[light]"]),
        "abstract": st.sampled_from(["Short.", "Another."]),
        "language": st.sampled_from(["it", "ru"]),
        "kind": st.sampled_from(["essay", "erratum"]),
        "doi": st.just("10.5555/x.1"),
        "licence": st.just("CC BY 4.0"),
        "subtitle": st.just("A History"),
        "relates_to": st.sampled_from(["[b]", "[a, c]"]),
        "translation_of": st.sampled_from(["a", "b"]),
        "draft": st.just("true"),
        "figure": st.sampled_from(["{src: images/a.png, alt: A}", "{src: b.png, alt: B, credit: Anna}", "{alt: C}"]),
        "images": st.just("[{src: images/a.png, caption: A pier}]"),
    },
)
BODY = st.sampled_from(
    ["Words.", "Other words.", "[Lamps](a.md)", "[all](/volumes/) and [it](/volumes/1/1/)", "![b](/images/a.png)"]
)
ATOM = ("atom",)
FEEDS = Feeds(authors=ATOM, tags=ATOM, issues=ATOM)
FILES = st.dictionaries(st.sampled_from("abcde"), st.tuples(ARTICLE, BODY), min_size=1, max_size=5)
PEOPLE = st.sampled_from(
    [
        People(),
        People(contributors=(Contributor(id="anna", name=parse_name("Anna Marsh"), variants=("A. Marsh",), line=1),)),
    ]
)
VOCABULARY = st.sampled_from(
    [
        Vocabulary(),
        Vocabulary(tags=(Tag(slug="rope", label="Ropes", broader="ferry"), Tag(slug="ferry", label="Ferries"))),
    ]
)
ENTRIES = st.builds(
    IssueEntry,
    key=st.just("x"),
    volume=st.sampled_from(["", "1"]),
    number=st.sampled_from(["1", "2"]),
    title=st.sampled_from(["", "On Piers"]),
    date=st.sampled_from([None, PartialDate(year=2019), PartialDate(year=2020, month=3)]),
    cover=st.sampled_from([None, Figure(src="a.jpg", alt="A pier")]),
    editors=st.sampled_from([Byline(), *(Byline(credits=(Credit(name=parse_name(n), role="editor"),)) for n in NAMES)]),
    note=st.sampled_from(["", "A *note*."]),
)
ISSUES = st.lists(ENTRIES, max_size=2, unique_by=lambda entry: (entry.volume, entry.number)).map(tuple)
URLS = st.sampled_from(["", "https://journal.example/"])
SEEN = st.fixed_dictionaries(
    {},
    optional={
        src: st.builds(
            Picture,
            file=st.just(f"static/{src}"),
            size=st.just(9),
            digest=st.sampled_from("xy"),
            facts=st.builds(Facts, kind=st.just("png"), width=st.sampled_from([9, 900]), height=st.just(500)),
        )
        for src in ("images/a.png", "b.png", "a.jpg")
    },
)
GALLERIES = st.builds(
    lambda pictures, maker: Gallery(pictures=pictures, copier=maker, drawer=maker),
    SEEN,
    st.sampled_from(["", "Pillow"]),
)
Registers = tuple[People, Vocabulary, tuple[IssueEntry, ...]]
Material = tuple[dict[str, tuple[dict[str, str], str]], Registers, str, int, Gallery]
NO_REGISTERS: Registers = (People(), Vocabulary(), ())
SITES = st.tuples(FILES, st.tuples(PEOPLE, VOCABULARY, ISSUES), URLS, st.integers(1, 2), GALLERIES)


def plan_of(site: Material) -> Plan:
    files, (people, vocabulary, issues), url, per_page, gallery = site
    articles = []
    for stem, (fields, body) in files.items():
        header = "".join(f"{name}: {value}\n" for name, value in fields.items())
        article, problems = read_article(f"---\n{header}---\n\n{body}\n", f"content/articles/{stem}.md")
        assert article
        assert not problems
        articles.append(article)
    page, _ = read_page("---\ntitle: About\n---\n\n[a](/articles/a/)\n", "content/pages/about.md")
    assert page
    publication = Publication(title="The Foreland Gazette", issn="9999-013X")
    holdings = Holdings(
        publication=publication,
        articles=tuple(articles),
        pages=(page,),
        people=people,
        vocabulary=vocabulary,
        issues=issues,
    )
    site_settings = replace(UNTITLED, publication=publication, url=url, per_page=per_page, latest=2, feeds=FEEDS)
    words, _ = words_of(Path("nothing"), "en")
    catalogue = catalogue_of(holdings)
    shown = any(src in gallery.pictures for article in catalogue.articles for src in images_of(article))
    desk = Desk(
        settings=site_settings,
        catalogue=catalogue,
        words=words,
        stylesheet="assets/style.css",
        statics=frozenset(gallery.pictures),
        gallery=replace(gallery, are_credited=shown),
    )
    return plan_site(desk, ())[0]


def bases_of(pages: dict[str, Page]) -> dict[str, str]:
    bases = Bases()
    return {permalink: bases.of(page.basis) for permalink, page in pages.items()}


@settings(max_examples=300)
@given(SITES, st.data())
def test_the_same_basis_is_the_same_view(before: Material, data: st.DataObject) -> None:
    one = plan_of(before)
    edits = data.draw(FILES)
    after = (
        {**before[0], **edits},
        *data.draw(
            st.one_of(
                st.just(before[1:]),
                ISSUES.map(lambda issues: ((*before[1][:2], issues), *before[2:])),
                GALLERIES.map(lambda gallery: (*before[1:4], gallery)),
                SITES.map(lambda site: site[1:]),
            )
        ),
    )
    if data.draw(st.booleans()) and len(after[0]) > 1:
        after[0].pop(min(after[0]))
    other = plan_of(after)
    if one.common != other.common:
        event("what all pages have in common changed")
        return
    was, now = bases_of(dict(one.pages)), bases_of(dict(other.pages))
    same = [permalink for permalink in was.keys() & now.keys() if was[permalink] == now[permalink]]
    event(f"{len(same) > 4} pages of the same basis")
    for permalink in same:
        assert one.pages[permalink].compose() == other.pages[permalink].compose(), permalink


def test_the_text_of_an_article_is_the_basis_of_its_page_only() -> None:
    fields = {"title": "On Lamps", "authors": "[Anna Marsh]", "volume": "1", "issue": "1", "tags": "[rope]"}
    plans = [plan_of(({"a": (fields, body)}, NO_REGISTERS, "", 2, Gallery())) for body in ("Words.", "Other words.")]
    was, now = (bases_of(dict(plan.pages)) for plan in plans)
    assert [permalink for permalink in was if was[permalink] != now[permalink]] == ["articles/a/"]


def test_the_files_beside_an_article_follow_from_it_alone() -> None:
    other = ({"title": "On Ropes"}, "Words.")
    plans = [
        plan_of(({"a": ({"title": title}, "Words."), "b": other}, NO_REGISTERS, "", 2, Gallery()))
        for title in ("A", "B")
    ]
    was, now = (bases_of(dict(plan.pages)) for plan in plans)
    files = [f"articles/a/citation.{ending}" for ending in ("bib", "ris", "json", "enw")]
    changed = [permalink for permalink in was if was[permalink] != now[permalink]]
    assert [permalink for permalink in changed if "citation" in permalink] == files


def test_an_entry_of_the_register_is_the_basis_of_the_pages_that_show_its_issue() -> None:
    fields = {"title": "On Lamps", "authors": "[Anna Marsh]", "volume": "1", "issue": "1"}
    other = {"title": "On Ropes", "authors": "[Bo Quill]", "volume": "2", "issue": "1"}
    files = {"a": (fields, "Words."), "b": (other, "Words.")}
    entries = [IssueEntry(key="x", volume="1", number="1", note=note) for note in ("One.", "Two.")]
    plans = [plan_of((files, (People(), Vocabulary(), (entry,)), "", 2, Gallery())) for entry in entries]
    was, now = (bases_of(dict(plan.pages)) for plan in plans)
    changed = {permalink for permalink in was if was[permalink] != now[permalink]}
    assert changed == {"", "volumes/", "volumes/1/1/", "authors/"}
    views = [{permalink: plan.pages[permalink].compose() for permalink in changed} for plan in plans]
    assert [permalink for permalink in changed if views[0][permalink] != views[1][permalink]] == ["volumes/1/1/"]
