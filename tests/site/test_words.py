"""The words of the pages: complete in every language, and a site may bring its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backfile.build.language import words_of
from backfile.build.run import Options, build
from backfile.errors import ContentError
from backfile.site.theme import THEME
from backfile.site.words import check_words, read_words
from tests.sites import published, toy_site, write

LANGUAGES = sorted(path.stem for path in (THEME / "words").glob("*.toml"))
ENGLISH = (THEME / "words/en.toml").read_text("utf-8")
NO_FOLDER = Path("nothing")


def in_language(site: Path, language: str) -> dict[str, str]:
    settings = (site / "site.toml").read_text("utf-8")
    write(site, {"site.toml": re.sub(r'(?m)^language = ".*"', f'language = "{language}"', settings)})
    build(site, Options())
    return {name: data.decode() for name, data in published(site).items() if name.endswith(".html")}


def test_there_are_four_languages() -> None:
    assert LANGUAGES == ["de", "en", "it", "ru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_is_complete(language: str) -> None:
    words, problems = words_of(NO_FOLDER, language)
    measure, _ = words_of(NO_FOLDER, "en")
    assert (problems, list(check_words(words, measure, "x"))) == ((), [])


def test_no_name_hides_behind_a_method_of_dict() -> None:
    words, _ = words_of(NO_FOLDER, "en")
    names = {*words.texts, *(name for _, group in words.groups for name, _ in group)}
    assert not names & set(dir(dict))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {1: "1 article", 2: "2 articles", 11: "11 articles", 21: "21 articles"}),
        ("ru", {1: "1 статья", 2: "2 статьи", 5: "5 статей", 11: "11 статей", 21: "21 статья", 112: "112 статей"}),
        ("it", {1: "1 articolo", 8: "8 articoli"}),
    ],
)
def test_numbers_have_their_forms(language: str, said: dict[int, str]) -> None:
    words, _ = words_of(NO_FOLDER, language)
    assert {number: words.say("articles", number) for number in said} == said


@pytest.mark.parametrize("language", ["de", "it", "ru"])
def test_no_english_word_is_left_on_the_pages_of_another_language(tmp_path: Path, language: str) -> None:
    pages = in_language(toy_site(tmp_path / "site"), language)
    own, _ = words_of(NO_FOLDER, language)
    english, _ = words_of(NO_FOLDER, "en")
    telling = {
        str(text) for name, text in english.entries if isinstance(text, str) and len(text) > 8 and "{}" not in text
    }
    telling -= {str(text) for _, text in own.entries}
    shown = " ".join(re.sub(r"<title>.*?</title>|<[^>]+>", "\n", page) for page in pages.values())
    assert [text for text in telling if re.search(rf"^\s*{re.escape(text)}\s*$", shown, re.MULTILINE)] == []
    assert str(dict(own.entries)["how_to_cite"]) in pages["articles/2020/how-to-count-ferries/index.html"]
    assert own.say("volume", "1") in pages["volumes/1/index.html"]
    assert f'property="og:title" content="{own.say("not_found")}"' in pages["404.html"]


def test_another_language_makes_every_page_anew_and_back_again(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    before = in_language(site, "en")
    assert in_language(site, "it") != before
    assert in_language(site, "en") == before


def test_a_site_may_bring_words_of_its_own(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    write(site, {"templates/words/en.toml": ENGLISH.replace('"How to cite"', '"Quote as"')})
    pages = in_language(site, "en")
    assert "Quote as" in pages["articles/2020/how-to-count-ferries/index.html"]
    write(site, {"templates/words/en.toml": ENGLISH.replace('"How to cite"', '"Please quote as"')})
    assert "Please quote as" in in_language(site, "en")["articles/2020/how-to-count-ferries/index.html"]


def test_words_that_are_missing_or_too_many_stop_the_build(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    text = ENGLISH.replace('abstract = "Abstract"', 'abstrakt = "Abstract"').replace('"Volume {}"', '"Volume"')
    write(site, {"templates/words/en.toml": text})
    with pytest.raises(ContentError) as caught:
        build(site, Options())
    said = [str(problem) for problem in caught.value.problems]
    assert [line.partition(" (")[0] for line in said if "words" in line] == [
        "templates/words/en.toml: error: the text `abstract` is missing",
        "templates/words/en.toml: error: the text `volume` has not as many {} as the English one",
        "templates/words/en.toml: error: there is no text `abstrakt`",
    ]


def test_a_language_without_words_is_told(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    in_language(site, "ka")
    outcome = build(site, Options())
    assert any("the pages speak English" in problem.message for problem in outcome.problems)


def test_a_name_with_markup_stays_markup_and_the_rest_is_escaped(tmp_path: Path) -> None:
    site = toy_site(tmp_path / "site")
    write(site, {"templates/words/en.toml": ENGLISH.replace('author = "by {}"', 'author = "by <&> {}"')})
    page = in_language(site, "en")["articles/2020/how-to-count-ferries/index.html"]
    assert '>by &lt;&amp;&gt; <a href="' in page


def test_a_faulty_catalogue_names_its_line() -> None:
    _, problems = read_words('skip = "a"\nvolume = b\n', "en", "templates/words/en.toml")
    assert str(problems[0]).startswith("templates/words/en.toml:2")
