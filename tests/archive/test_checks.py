from __future__ import annotations

import pytest

from backfile.archive.article import Article, Figure, Prose
from backfile.archive.catalogue import Holdings, catalogue_of
from backfile.archive.checks import check
from backfile.archive.credits import Byline, Credit
from backfile.archive.names import parse_name
from backfile.archive.people import Contributor, People
from backfile.archive.serial import Publication
from backfile.archive.vocabulary import Tag, Vocabulary

PEOPLE = People(contributors=(Contributor(id="marsh", name=parse_name("Anna Marsh"), line=1),))
VOCABULARY = Vocabulary(tags=(Tag(slug="rope", label="Rope"),))


def article(identity: str = "a", names: tuple[str, ...] = (), contributor: str = "", **fields: object) -> Article:
    credits = tuple(Credit(name=parse_name(name), contributor=contributor) for name in names)
    return Article(
        id=identity,
        prose=Prose(file=f"content/articles/{identity}.md", line=9, digest=""),
        title="A",
        byline=Byline(credits=credits),
        lines=(("authors", 3), ("tags", 4), ("issn", 5), ("publication", 6), ("figure", 7)),
        **fields,  # type: ignore[arg-type]
    )


def faults(*articles: Article, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    publication = Publication(title="Gazette", issn="9999-013X")
    holdings = Holdings(publication=publication, articles=articles, people=PEOPLE, vocabulary=vocabulary)
    return [str(problem).partition(" (")[0] for problem in check(catalogue_of(holdings))]


def test_what_fits_together_is_not_blamed() -> None:
    figure = Figure(src="a.jpg", alt="A lamp")
    right = article(names=("Anna Marsh",), contributor="marsh", tags=("ROPE",), publication="Gazette", issn="9999-013X")
    assert faults(right, article("b", figure=figure)) == []


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (
            article(names=("A. Marsh",), contributor="mash"),
            "content/articles/a.md:3: error: there is no person [mash] in content/people.toml",
        ),
        (article(tags=("ropes",)), "content/articles/a.md:4: warning: the tag “ropes” is not in content/tags.toml"),
        (
            article(issn="2975-0474"),
            "content/articles/a.md:5: warning: ISSN 2975-0474 is not the one of site.toml, 9999-013X",
        ),
        (
            article(publication="Gazete"),
            "content/articles/a.md:6: warning: the publication “Gazete” is not the one of site.toml, “Gazette”",
        ),
        (
            article(figure=Figure(src="a.jpg")),
            "content/articles/a.md:7: warning: the figure has no text for those who cannot see it",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(wrong: Article, fault: str) -> None:
    assert faults(wrong) == [fault]


def test_another_publication_may_have_another_issn() -> None:
    assert len(faults(article(publication="Herald", issn="2975-0474"))) == 1


def test_an_archive_without_a_vocabulary_takes_any_tag() -> None:
    assert faults(article(tags=("anything",)), vocabulary=Vocabulary()) == []


def test_two_names_that_would_share_a_page_are_told_once() -> None:
    found = faults(article("a", ("Émile Zola",)), article("b", ("Emile Zola",)), article("c", ("Emile Zola",)))
    assert found == [
        "content/articles/b.md:3: warning: “Émile Zola” and “Emile Zola” share one author page, /authors/emile-zola/"
    ]


def test_two_tags_that_would_share_a_page_are_told_once() -> None:
    found = faults(
        article("a", tags=("C++",)), article("b", tags=("C",)), article("c", tags=("c", "C")), vocabulary=Vocabulary()
    )
    assert found == ["content/articles/b.md:4: warning: the tags “C++” and “C” share one page, /tags/c/"]


def test_drafts_are_checked_when_they_are_published() -> None:
    assert faults(article(tags=("ropes",), draft=True)) == []


def test_a_name_that_is_not_of_a_known_person_never_gets_that_person_s_page() -> None:
    people = People(contributors=(Contributor(id="ann-b", name=parse_name("Zoe Quill"), line=1),))
    held = (article("a", ("Ann B",)), article("b", ("Zoe Quill",)), article("c", ("Ann B",)))
    found = check(catalogue_of(Holdings(publication=Publication(title="Gazette"), articles=held, people=people)))
    assert [str(problem).partition(" (")[0] for problem in found] == [
        "content/articles/a.md:3: error: “Ann B” would be printed on the page of Zoe Quill, /authors/ann-b/"
    ]


def test_a_tag_that_is_not_a_known_one_never_gets_its_page() -> None:
    vocabulary = Vocabulary(tags=(Tag(slug="c", label="Sea", line=1),))
    assert faults(article(tags=("C++",)), vocabulary=vocabulary)[-1:] == [
        "content/articles/a.md:4: error: the tags “Sea” and “C++” share one page, /tags/c/"
    ]
