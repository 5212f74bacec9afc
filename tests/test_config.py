# ruff: noqa: E501, ISC004 -- what is printed stands here as it is printed
from __future__ import annotations

from time import perf_counter

import pytest

from backfile.archive.serial import Publication
from backfile.config import Feeds, Imprint, MenuLink, Site, read_site

LEAST = '[publication]\ntitle = "The Foreland Gazette"\n'


def test_the_least_that_a_site_must_say() -> None:
    site, problems = read_site(LEAST)
    assert problems == ()
    assert site == Site(title="The Foreland Gazette", publication=Publication(title="The Foreland Gazette"))
    assert [link.address for link in site.menu] == ["volumes/", "years/", "authors/", "tags/", "search/"]
    assert (site.footer, site.url, site.language, site.latest, site.per_page) == (None, "", "en", 10, 50)


def test_all_that_a_site_can_say() -> None:
    site, problems = read_site(
        'title = "The Archive"\ndescription = "All of it."\nurl = "https://journal.example/archive"\nlanguage = "it"\n'
        'menu = [{ label = "All", address = "volumes/" }]\nfooter = []\n[publication]\ntitle = "Gazette"\n'
        'issn = "9999013X"\n[imprint]\npublisher = "P"\nplace = "Q"\nemail = "a@b.example"\nlicence = "CC0"\n'
        'licence_url = "https://cc.example/"\n[lists]\nlatest = 3\nper_page = 4\n'
        '[feeds]\nsite = ["rss"]\nauthors = []\ntags = ["atom", "json", "atom"]\n[citations]\nfiles = ["ris"]\n'
    )
    assert problems == ()
    assert site == Site(
        title="The Archive",
        description="All of it.",
        url="https://journal.example/archive/",
        language="it",
        publication=Publication(title="Gazette", issn="9999-013X"),
        menu=(MenuLink(label="All", address="volumes/"),),
        footer=(),
        imprint=Imprint(
            publisher="P", place="Q", email="a@b.example", licence="CC0", licence_url="https://cc.example/"
        ),
        latest=3,
        per_page=4,
        feeds=Feeds(site=("rss",), authors=(), tags=("atom", "json")),
        citation_files=("ris",),
    )


@pytest.mark.parametrize("url", ["https://a.example", "https://a.example/", "https://a.example///"])
def test_the_address_ends_in_one_slash(url: str) -> None:
    assert read_site(f'url = "{url}"\n{LEAST}')[0].url == "https://a.example/"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "site.toml:1: error: site.toml has no `publication` (add a line such as `[publication]`)"),
        ("[publication]\n", 'site.toml:1: error: [publication] has no `title` (add a line such as `title = "Kavkaz Files"`)'),
        (f'titel = "x"\n{LEAST}', "site.toml:1: error: unknown field `titel` in site.toml (did you mean `title`?)"),
        (
            f'menu = [{{ label = "x" }}]\n{LEAST}',
            'site.toml:1: error: a link has no `address` (add a line such as `address = "volumes/"`)',
        ),
        (
            'publication = "Gazette"\n',
            "site.toml:1: error: `publication` takes the fields of [publication], not `Gazette` (write it as `[publication]`)",
        ),
        (
            f'url = "journal.example"\n{LEAST}',
            "site.toml:1: error: `url`: “journal.example” is not a full web address; it begins with https://"
            ' (it takes a full web address, as in `url = "https://journal.example/archive/"`)',
        ),
        *(
            (
                f'url = "https://journal.example/{end}"\n{LEAST}',
                f"site.toml:1: error: `url`: “https://journal.example/{end}” is not the address of a site: it has neither ?"
                ' nor # (it takes a full web address, as in `url = "https://journal.example/archive/"`)',
            )
            for end in ("?x=1", "#x", "a?/", "a/#/")
        ),
        (
            "title = Gazette\n",
            "site.toml:1:9: error: this is not TOML: what stands here is not a value"
            ' (a line reads: name = "value", with straight quotation marks around texts)',
        ),
        (
            f"{LEAST}[lists]\nlatest = -1\n",
            "site.toml:4: error: `latest`: “-1” is not a number from 1 to 1000000 (it takes a whole number, as in `latest = 10`)",
        ),
    ],
)  # fmt: skip
def test_faults(text: str, problem: str) -> None:
    assert [str(each) for each in read_site(text)[1]] == [problem]


def test_a_mark_at_the_start_of_the_file_changes_nothing() -> None:
    assert read_site(f"\ufeff{LEAST}") == read_site(LEAST)


def test_keys_have_their_lines_however_they_are_written() -> None:
    text = f'\t title\t = "x"\n  "descriptio" = "y"\n{LEAST}  [ "imprint" ]\n\tpublishr\t= "z"\n'
    assert [problem.line for problem in read_site(text)[1]] == [2, 6]


@pytest.mark.parametrize("line", [" " * 20000, " " * 20000 + "x", "x" + " " * 20000, "[" + " " * 20000, '"' * 20000])
def test_long_lines_cost_no_time(line: str) -> None:
    before = perf_counter()
    read_site(f'{LEAST}issn = """\n{line}\n"""')
    read_site(f"{LEAST}issn = '''\n{line}\n'''")
    assert perf_counter() - before < 2
