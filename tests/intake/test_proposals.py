"""Names that recur are proposed for the vocabulary: in four languages, and never by themselves."""

from __future__ import annotations

from backfile.intake.names import names_in
from backfile.intake.proposals import Proposal, TextNames, proposals
from backfile.intake.record import Term

ENGLISH = (
    "The boats that left Norwell in autumn were bound for the far shore, and few of them came back to Norwell again.",
    "It was the Pier Company that had sent them, as President Bo Quill of the Pier Company said on a Monday.",
    "The president of the council, whom nobody believed, said that Norwell’s harbour had never been so full of ships.",
    "Prices rose again. Norwell and the islands paid for it, and the Pier Company did not, as the council found.",
)
GERMAN = (
    "Die Schiffe, die im Herbst aus Norwell kamen, brachten den Soldaten auf der Insel das Brot und das Salz zurück.",
    "Die Soldaten in Norwell warteten auf Schiffe, und als die Schiffe nicht kamen, gingen die Soldaten nach Hause.",
    "Der Rat von Norwell hat darüber beraten, und er hat für den Hafen von Norwell und gegen die Soldaten gestimmt.",
)
RUSSIAN = (
    "Осенью корабли вышли из Кастрополя и не вернулись, и никто в Кастрополе не мог сказать, где они теперь были.",
    "Кастрополь ждал их всю зиму, и все знали, что за Кастрополем больше нет ни одного порта, который их примет.",
    "О том же говорил и Совет островов, хотя в Кастрополе его никто не слушал, и это Совет островов знал сам.",
    "Когда Совет островов собрался снова, было уже поздно, но Совет островов и тогда не сказал, что будет делать.",
    "Так решил Совет островов, и все, что было дальше, известно, как и то, что сам Совет островов об этом думал.",
)
ITALIAN = (
    "Le navi che in autunno erano partite da Castropoli non sono tornate, e nessuno a Castropoli sapeva che cosa dire.",
    "La gente di Castropoli le ha aspettate per tutto l’inverno, come ha detto il consiglio di Castropoli.",
    "Castropoli non ha un porto, e per questo le navi che escono da Castropoli devono passare altrove.",
)


def proposed(*texts: tuple[str, ...], vocabulary: tuple[Term, ...] = (), but: tuple[str, ...] = ()) -> list[Proposal]:
    return list(proposals([TextNames(names=names_in(text)) for text in texts], vocabulary, but))


def test_names_within_sentences_are_proposed_with_what_speaks_for_them() -> None:
    norwell, company = proposed(ENGLISH, ENGLISH)
    assert (norwell.slug, norwell.label, norwell.uses, norwell.texts) == ("norwell", "Norwell", 8, 2)
    assert (company.label, company.uses) == ("Pier Company", 6)


def test_a_noun_of_german_is_no_name() -> None:
    assert [each.label for each in proposed(GERMAN, GERMAN)] == ["Norwell"]


def test_inflected_forms_are_one_name_in_the_form_that_sentences_begin_with() -> None:
    city, council = proposed(RUSSIAN, RUSSIAN)
    assert (city.slug, city.label) == ("kastropol", "Кастрополь")
    assert set(city.forms) == {"Кастрополя", "Кастрополе", "Кастрополем"}
    assert council.label == "Совет островов"


def test_italian() -> None:
    assert [(each.label, each.uses) for each in proposed(ITALIAN, ITALIAN)] == [("Castropoli", 12)]


def test_one_name_in_two_scripts_is_one_term() -> None:
    english = tuple(line.replace("Norwell", "Kastropol") for line in ENGLISH)
    first = proposed(english, english, RUSSIAN, RUSSIAN)[0]
    assert (first.slug, {first.label, *first.aliases}) == ("kastropol", {"Kastropol", "Кастрополь"})


def test_what_the_vocabulary_knows_is_not_proposed() -> None:
    known = (Term(slug="norwell", label="Norwell"), Term(slug="kastropol", label="Kastropol"))
    assert [each.label for each in proposed(ENGLISH, ENGLISH, vocabulary=known)] == ["Pier Company"]
    assert [each.label for each in proposed(ENGLISH, ENGLISH, but=("Pier Company",))] == ["Norwell"]
    russian = proposed(RUSSIAN, RUSSIAN, vocabulary=known)
    assert {each.label: each.tag for each in russian} == {"Кастрополь": "kastropol", "Совет островов": ""}


def test_the_order_of_the_texts_makes_no_difference() -> None:
    assert proposed(ENGLISH, RUSSIAN, ITALIAN) == proposed(ITALIAN, RUSSIAN, ENGLISH)


def test_what_stands_in_most_texts_says_nothing() -> None:
    texts = [ENGLISH if place < 13 else ITALIAN for place in range(24)]
    assert "Norwell" not in [each.label for each in proposed(*texts)]


def test_keywords_that_recur_are_proposed_even_without_capitals() -> None:
    texts = [TextNames(names=names_in(ITALIAN), keywords=("salt road",)) for _ in range(2)]
    (road,) = [each for each in proposals(texts, ()) if each.keyword_of]
    assert (road.label, road.keyword_of) == ("salt road", 2)
