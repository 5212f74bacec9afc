from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from backfile.archive.article import Article, Prose, ProsePage
from backfile.archive.catalogue import UNDATED, Catalogue, Holdings, catalogue_of
from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import Name, parse_name
from backfile.archive.people import Contributor, People
from backfile.archive.serial import Publication
from backfile.archive.vocabulary import Tag, Vocabulary

GAZETTE = Publication(title="Gazette")


def article(identity: str, names: str = "", date: str = "", **fields: object) -> Article:
    credits = tuple(Credit(name=parse_name(name)) for name in filter(None, names.split(";")))
    return Article(
        id=identity,
        prose=Prose(file=f"content/articles/{identity}.md", line=1, digest=""),
        title=identity.title(),
        byline=Byline(credits=credits),
        date=PartialDate.parse(date) if date else None,
        **fields,  # type: ignore[arg-type]
    )


def catalogue(*articles: Article, **holdings: object) -> Catalogue:
    return catalogue_of(Holdings(publication=GAZETTE, articles=articles, **holdings))  # type: ignore[arg-type]


def ids(articles: tuple[Article, ...]) -> list[str]:
    return [each.id for each in articles]


def test_the_latest_comes_first() -> None:
    held = catalogue(
        article("a", date="2019"), article("b", date="2021-03"), article("c", date="2021-03-02"), article("d")
    )
    assert ids(held.articles) == ["c", "b", "a", "d"]


def test_within_an_issue_articles_stand_in_printed_order() -> None:
    parts = [("a", "12-19"), ("b", "2-3"), ("c", ""), ("d", "IX")]
    held = catalogue(*(article(name, volume="1", issue="1", pages=pages, date="2019") for name, pages in parts))
    assert ids(held.volumes[0].issues[0].articles) == ["b", "d", "a", "c"]
    assert ids(held.articles) == ["b", "d", "a", "c"]


def test_an_issue_without_a_date_stands_after_the_one_before_it() -> None:
    held = catalogue(
        article("first", volume="1", issue="1", date="2019"),
        article("second", volume="1", issue="2"),
        article("third", volume="2", issue="1", date="2021"),
        article("loose", date="2020"),
    )
    assert ids(held.articles) == ["third", "loose", "second", "first"]


def test_volumes_and_issues_stand_in_natural_order() -> None:
    numbers = [("2", "1"), ("10", "1"), ("10", "2"), ("10", "11"), ("9", "3")]
    held = catalogue(*(article(f"a{n}", volume=volume, issue=issue) for n, (volume, issue) in enumerate(numbers)))
    assert [volume.number for volume in held.volumes] == ["10", "9", "2"]
    assert [issue.number for issue in held.volumes[0].issues] == ["1", "2", "11"]
    assert [(issue.volume, issue.number) for issue in held.all_issues] == [
        ("10", "11"), ("10", "2"), ("10", "1"), ("9", "3"), ("2", "1"),
    ]  # fmt: skip


def test_what_names_no_issue_belongs_to_its_volume_or_to_nothing() -> None:
    held = catalogue(article("a", volume="1"), article("b", issue="7"), article("c"))
    assert ids(held.volumes[0].articles) == ["a"]
    assert held.volumes[0].count == 1
    assert [(issue.volume, issue.number) for issue in held.issues] == [("", "7")]
    assert len(held.articles) == 3


def test_drafts_are_in_no_list() -> None:
    draft = article("a", "Anna Marsh", "2019", draft=True, volume="1", issue="1", tags=("rope",))
    page = ProsePage(id="p", prose=Prose(file="content/pages/p.md", line=1, digest=""), title="P", draft=True)
    held = catalogue(draft, pages=(page,))
    assert (held.articles, held.pages, held.volumes, held.contributors, held.tags) == ((), (), (), (), ())
    assert (held.by_contributor, held.by_tag, held.by_year) == ({}, {}, {})


def test_articles_are_found_by_contributor_tag_and_year() -> None:
    people = People(contributors=(Contributor(id="marsh", name=parse_name("Anna Marsh"), variants=("A. Marsh",)),))
    vocabulary = Vocabulary(tags=(Tag(slug="rope", label="Rope", aliases=("cordage",)),))
    held = catalogue(
        article("a", "Anna Marsh;A. Marsh", "2019", tags=("cordage", "rope")),
        article("b", "A. Marsh;Bo Quill", "2020-01", tags=("Tides",)),
        article("c"),
        people=people,
        vocabulary=vocabulary,
    )
    assert {key: ids(found) for key, found in held.by_contributor.items()} == {"marsh": ["b", "a"], "bo-quill": ["b"]}
    assert {key: ids(found) for key, found in held.by_tag.items()} == {"rope": ["a"], "tides": ["b"]}
    assert {key: ids(found) for key, found in held.by_year.items()} == {2020: ["b"], 2019: ["a"], UNDATED: ["c"]}
    assert [each.id for each in held.contributors] == ["marsh", "bo-quill"]


def test_contributors_stand_by_family_name() -> None:
    names = "Zoe Abel;Anna van der Berg;Ёж Ильин;Émile Aron;Ада Еж"
    assert [each.name.family for each in catalogue(article("a", names)).contributors] == [
        "Abel", "Aron", "Berg", "Еж", "Ильин",
    ]  # fmt: skip


def test_a_body_stands_by_its_name() -> None:
    byline = Byline(credits=(Credit(name=Name(literal="The Desk")), Credit(name=parse_name("Bo Quill"))))
    held = catalogue_of(
        Holdings(
            publication=GAZETTE,
            articles=(Article(id="a", prose=Prose(file="a.md", line=1, digest=""), title="A", byline=byline),),
        )
    )
    assert [each.id for each in held.contributors] == ["bo-quill", "the-desk"]


NUMBERS = st.sampled_from(["", "1", "2", "10", "7-8", "XII"])
ARTICLES = st.lists(
    st.builds(
        lambda *_, **fields: fields,
        names=st.lists(st.sampled_from(["Anna Marsh", "Bo Quill", "A. Marsh"]), max_size=2).map(";".join),
        date=st.sampled_from(["", "2019", "2019-03", "2020-01-02", "2021"]),
        volume=NUMBERS,
        issue=NUMBERS,
        pages=st.sampled_from(["", "1", "2-3", "12"]),
        tags=st.lists(st.sampled_from(["rope", "tides"]), max_size=2).map(tuple),
        draft=st.booleans(),
    ),
    max_size=8,
).map(lambda rows: [article(f"a{number}", **row) for number, row in enumerate(rows)])


@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_in_which_files_are_read_changes_nothing(articles: list[Article], chance: random.Random) -> None:
    shuffled = chance.sample(articles, len(articles))
    one, other = catalogue(*articles), catalogue(*shuffled)
    names = ("articles", "volumes", "issues", "contributors", "tags", "by_contributor", "by_tag", "by_year")
    assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]


@given(ARTICLES)
def test_every_published_article_stands_once_in_each_order(articles: list[Article]) -> None:
    held = catalogue(*articles)
    published = sorted(each.id for each in articles if not each.draft)
    assert sorted(ids(held.articles)) == published
    assert sorted(each for found in held.by_year.values() for each in ids(found)) == published
    serial = [each for volume in held.volumes for each in volume.articles]
    serial += [each for issue in held.all_issues for each in issue.articles]
    assert sorted(each.id for each in serial) == sorted(
        each.id for each in articles if not each.draft and (each.volume or each.issue)
    )
    for contributor in held.contributors:
        assert held.by_contributor[contributor.id]
