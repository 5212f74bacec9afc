"""Images on the pages of a site: sizes with nothing installed, copies and cards where they are asked for."""

from __future__ import annotations

import pickle
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from backfile.build import darkroom, pictures
from backfile.build.edition import read_edition
from backfile.build.errand import opened, sealed
from backfile.build.outcome import Outcome
from backfile.build.rest import survey
from backfile.build.run import Options, build
from backfile.build.verify import verify
from backfile.build.workers import Workers
from backfile.cli import main
from backfile.errors import ContentError
from backfile.images.facts import Facts, facts_of
from tests.images.test_facts import PNG, chunk, exif, jpeg
from tests.sites import SITE_TOML, manuscript, published, small_site, write

PIER, LAMP, BOAT = "static/images/pier.png", "static/images/lamp.jpg", "static/images/boat.svg"
IMAGES = "\n[images]\nrenditions = true\ncards = true\n"
HEADER = """\
figure: {src: images/lamp.jpg, alt: A lamp, caption: The lamp, credit: Anna Marsh, licence: CC0}
images:
  - {src: images/pier.png, caption: The <pier>, credit: Bo Quill}
"""
BODY = (
    "![A pier](/images/pier.png)\n\nA ![boat](/images/boat.svg) and ![none](/images/pier.png).\n\n![](/images/boat.svg)"
)
BARE_PNG = PNG + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site whose images have headers and nothing else, as no more is looked at without the extra."""
    files: dict[str, str | bytes] = {
        "content/articles/piers.md": manuscript("On Piers", BODY, HEADER),
        PIER: BARE_PNG,
        LAMP: jpeg(exif((0x0112, 6))),
        BOAT: '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>',
    }
    return write(small_site(tmp_path / "site"), files)


@pytest.fixture
def illustrated(site: Path) -> Path:
    """The same with images that can be opened, copies and cards."""
    image = pytest.importorskip("PIL.Image", reason="the extra `images` is not installed")
    lamp = image.new("RGB", (1500, 800), (200, 30, 30))
    files = {PIER: encoded(image.new("RGB", (700, 300)), "PNG"), LAMP: encoded(lamp, "JPEG")}
    return write(site, {**files, "site.toml": SITE_TOML + IMAGES})


def encoded(image: Any, kind: str) -> bytes:  # noqa: ANN401 -- an image of Pillow's
    held = BytesIO()
    image.save(held, kind)
    return held.getvalue()


def page(site: Path, address: str = "articles/piers/") -> str:
    return (site / "output" / address / "index.html").read_text("utf-8")


def images_in(html: str) -> list[str]:
    return re.findall(r"<img (?!class)[^>]*>", html)


def made(site: Path) -> list[str]:
    """The names of what was made, without their digests."""
    names = [name for name in published(site) if name.startswith(("assets/images/", "assets/cards/"))]
    return sorted(re.sub(r"\.[0-9a-f]{10}\.|[0-9a-f]{20}", "*", name.removeprefix("assets/")) for name in names)


def told(outcome: Outcome) -> str:
    return "\n".join(str(problem) for problem in outcome.problems)


def test_every_image_has_its_size_without_anything_installed(site: Path) -> None:
    build(site, Options())
    assert images_in(page(site)) == [
        '<img src="../../images/lamp.jpg" alt="A lamp" width="480" height="640" decoding="async">',
        '<img src="../../images/pier.png" alt="A pier" loading="lazy" width="640" height="480" decoding="async" />',
        '<img src="../../images/boat.svg" alt="boat" loading="lazy" width="30" height="20" decoding="async" />',
        '<img src="../../images/pier.png" alt="" loading="lazy" width="640" height="480" decoding="async" />',
        '<img src="../../images/boat.svg" alt="" loading="lazy" width="30" height="20" decoding="async" />',
    ]
    assert made(site) == []
    assert "<source" not in page(site)


def test_an_image_alone_in_its_paragraph_is_a_figure(site: Path) -> None:
    build(site, Options())
    caption = '<figcaption>The &lt;pier&gt; <span class="credit">Bo Quill</span></figcaption>\n</figure>'
    assert page(site).count(caption) == 1
    assert page(site).count("<figure>") == 3
    assert '<figure>\n<img src="../../images/boat.svg" alt="" ' in page(site)
    assert '<p>A <img src="../../images/boat.svg" alt="boat" ' in page(site)


def test_the_first_image_is_loaded_at_once_where_no_figure_stands_above(site: Path) -> None:
    write(site, {"content/articles/piers.md": manuscript("On Piers", BODY)})
    build(site, Options())
    assert [('loading="lazy"' in image) for image in images_in(page(site))] == [False, True, True, True]


def test_an_image_that_changes_its_size_changes_the_pages_that_show_it_and_no_others(site: Path) -> None:
    build(site, Options())
    write(site, {BOAT: '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'})
    outcome = build(site, Options())
    assert sorted(outcome.written) == ["output/articles/piers/index.html", "output/images/boat.svg"]
    assert 'width="300" height="200"' in page(site)


def test_images_are_read_again_only_if_they_look_changed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(data: bytes) -> Facts | None:
        read.append(len(data))
        return facts_of(data)

    monkeypatch.setattr(pictures, "facts_of", counted)
    build(site, Options())
    assert len(read) == 3
    write(site, {"content/articles/lamps.md": manuscript("Lamps")})
    build(site, Options())
    assert len(read) == 3
    write(site, {PIER: BARE_PNG + b" "})
    build(site, Options())
    assert len(read) == 4


def test_all_images_are_credited_on_one_page_that_each_page_leads_to(site: Path) -> None:
    build(site, Options())
    html = page(site, "images")
    assert re.findall(r'<p class="title"><a href="([^"]+)">([^<]+)</a>', html) == [
        ("../images/lamp.jpg", "The lamp"),
        ("../images/pier.png", "The &lt;pier&gt;"),
        ("../images/boat.svg", "boat.svg"),
    ]
    assert re.findall(r'<p class="names">([^<]+)</p>', html) == [
        "Anna Marsh, CC0",
        "Bo Quill, licence not stated",
        "author not stated, licence not stated",
    ]
    assert '<a href="../../images/">Images</a>' in page(site)
    (site / "content/articles/piers.md").unlink()
    build(site, Options())
    assert not (site / "output/images/index.html").exists()
    assert ">Images</a>" not in page(site, "articles/lamps")


def test_a_figure_that_the_text_shows_once_more_keeps_its_credits(site: Path) -> None:
    text = manuscript("On Piers", "![The lamp once more](/images/lamp.jpg)", HEADER)
    write(site, {"content/articles/piers.md": text})
    build(site, Options())
    assert re.findall(r'<p class="names">([^<]+)</p>', page(site, "images")) == ["Anna Marsh, CC0"]


def test_an_image_without_words_is_named_by_its_file_as_people_wrote_it(site: Path) -> None:
    write(site, {"content/articles/piers.md": manuscript("On Piers", "![](/мост.svg)"), "static/мост.svg": "<svg/>"})
    build(site, Options())
    assert ">мост.svg</a>" in page(site, "images")


def test_credits_for_an_image_that_is_not_shown_are_pointed_out(site: Path) -> None:
    assert "images" not in {problem.key for problem in build(site, Options()).problems}
    header = HEADER.replace("pier.png", "peer.png")
    write(site, {"content/articles/piers.md": manuscript("On Piers", BODY, header)})
    message = "`images` tells of images/peer.png, which the text does not show, so nobody will read it"
    assert message in told(build(site, Options()))


def test_covers_are_offered_in_fewer_pixels_too(illustrated: Path) -> None:
    register = '[one]\nvolume = "1"\nissue = "2"\ncover = { src = "images/lamp.jpg", alt = "A lamp" }\n'
    write(illustrated, {"content/issues.toml": register})
    build(illustrated, Options())
    for address in ("volumes/1/2", "volumes"):
        assert re.search(r'<source type="image/webp" srcset="[^"]*lamp-', page(illustrated, address))


def test_what_an_image_lacks_is_told_to_people(site: Path) -> None:
    outcome = build(site, Options())
    assert [(task.file, task.line, task.sentence) for task in outcome.tasks] == [
        (
            "content/articles/piers.md",
            4,
            "Write the licence under `images`, if you know: images/pier.png.",
        ),
        (
            "content/articles/piers.md",
            4,
            "Write the credit and licence under `images`, if you know: images/boat.svg.",
        ),
    ]
    assert "content/articles/piers.md:12: warning: an image in the text has no words for those who" in told(outcome)


@pytest.mark.parametrize(
    ("header", "is_told"),
    [("alt: none", False), ("alt: A lamp", False), ("alt:", True), ('alt: ""', True), ("caption: The lamp", True)],
)
def test_a_figure_needs_words_or_the_word_that_it_needs_none(site: Path, header: str, *, is_told: bool) -> None:
    text = manuscript("On Piers", header=f"figure:\n  src: images/lamp.jpg\n  {header}\n")
    write(site, {"content/articles/piers.md": text})
    outcome = build(site, Options())
    assert ("piers.md:3: warning: the figure has no text for those who cannot see it" in told(outcome)) is is_told
    assert ('alt="A lamp"' if "lamp" in header and "alt" in header else 'alt=""') in page(site)


def test_the_logo_has_its_size_and_no_credits(site: Path) -> None:
    write(
        site, {"site.toml": SITE_TOML + '\n[identity]\nlogo = "images/seal.png"\n', "static/images/seal.png": BARE_PNG}
    )
    build(site, Options())
    assert '<img class="logo" src="../../images/seal.png" alt="" width="640" height="480">' in page(site)
    assert "seal" not in re.sub("<img[^>]*>", "", page(site, "images"))


def test_a_page_of_ones_own_takes_the_place_of_the_credits(site: Path) -> None:
    write(site, {"content/pages/images.md": manuscript("Our Pictures")})
    build(site, Options())
    assert "<h1>Our Pictures</h1>" in page(site, "images")


def test_code_shows_no_images(site: Path) -> None:
    body = "`![](x.png)`\n\n```\n![](x.png)\n```\n\n    ~~~\n\n![x]( /images/pier.png)"
    write(site, {"content/articles/piers.md": manuscript("On Piers", body)})
    assert "no words" not in told(build(site, Options()))


@pytest.mark.parametrize("renditions", [False, True])
def test_a_damaged_image_stops_the_build_and_says_where_it_is_shown(site: Path, *, renditions: bool) -> None:
    if renditions:
        pytest.importorskip("PIL", reason="the extra `images` is not installed")
        write(site, {"site.toml": SITE_TOML + IMAGES})
    else:
        write(site, {PIER: PNG[:19]})
    with pytest.raises(ContentError) as refused:
        build(site, Options())
    said = [str(problem) for problem in refused.value.problems]
    assert any(line.startswith(f"{PIER}: error: the image is damaged") for line in said)
    assert published(site) == {}


def test_what_is_no_image_is_published_and_told(site: Path) -> None:
    write(site, {PIER: "not at all"})
    assert f"{PIER}: warning: this is no image of a kind that browsers show" in told(build(site, Options()))
    assert '<img src="../../images/pier.png" alt="A pier" loading="lazy" decoding="async" />' in page(site)


def test_a_place_on_earth_is_told_before_it_is_published(site: Path) -> None:
    write(site, {LAMP: jpeg(exif((0x8825, 9)))})
    assert f"{LAMP} says in its data where it was taken, and is published with that" in told(build(site, Options()))


def test_who_asks_for_copies_without_the_package_is_told_what_to_install(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, {"site.toml": SITE_TOML + IMAGES})
    monkeypatch.setattr(pictures, "find_spec", lambda _: None)
    assert main(["-C", str(site)]) == 1
    assert "site.toml: error: [images] asks for what a package makes that is not installed (run: " in (
        said := capsys.readouterr().err
    )
    assert "requirements-images.txt" in said


def test_large_images_are_pointed_out_while_no_copies_are_made(site: Path) -> None:
    write(site, {PIER: BARE_PNG + b"\0" * 600_000})
    assert "1 image has 600 kB, which every reader loads in full (write `renditions = true`" in told(
        build(site, Options())
    )


# -- where copies and cards are asked for ----------------------------------------------------------------------------


def test_copies_and_cards_are_made_and_offered(illustrated: Path) -> None:
    build(illustrated, Options())
    cards = ["cards/*.png"] * 3
    assert made(illustrated) == [
        *cards,
        *("images/lamp-1280*webp", "images/lamp-640*webp", "images/lamp-960*webp", "images/pier-700*webp"),
    ]
    html = page(illustrated)
    copies = re.findall(r"\.\./\.\./(assets/images/\S+) (\d+)w", html)
    assert [width for _, width in copies] == ["640", "960", "1280", "700", "700"]
    assert all((illustrated / "output" / address).read_bytes()[8:12] == b"WEBP" for address, _ in copies)
    assert html.count('<source type="image/webp"') == 3
    assert len(set(re.findall(r' sizes="([^"]+)"', html))) == 1  # a figure is as wide as an image in the text
    assert verify(illustrated, Options()) == len(published(illustrated))


def test_a_page_is_shared_with_its_figure_or_its_card(illustrated: Path) -> None:
    build(illustrated, Options())
    shared = {
        address: re.findall(r'<meta property="og:image" content="https://journal.example/archive/([^"]+)">', html)
        for address in ("articles/piers", "articles/lamps", "articles/ropes", "", "volumes")
        if (html := page(illustrated, address))
    }
    assert shared["articles/piers"] == ["images/lamp.jpg"]
    assert shared[""] == shared["volumes"]
    places = [place for places in shared.values() for place in places]
    assert len(places) == 5
    assert len(set(places)) == 4
    assert all((illustrated / "output" / place).is_file() for place in places)


def test_what_was_made_is_not_made_again(illustrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    def count(goods: Any) -> Any:  # noqa: ANN401 -- as it is
        counted.append(type(goods.recipe).__name__)
        return make(goods)

    make = darkroom._made
    monkeypatch.setattr(darkroom, "_made", count)
    build(illustrated, Options())
    assert (counted.count("Rendition"), counted.count("Card")) == (4, 3)
    before, counted[:] = published(illustrated), []
    write(illustrated, {"content/articles/lamps.md": manuscript("On Lamps", "Other words.")})
    shutil.rmtree(illustrated / "output")  # what was made lies beside it
    build(illustrated, Options())
    assert counted == ["Card"]  # the title stays, and the author is gone
    write(illustrated, {"static/images/pier.png": (illustrated / LAMP).read_bytes()})
    build(illustrated, Options())
    assert counted == ["Card"]  # the same content has another name
    assert (len(list((illustrated / ".backfile/images").iterdir())), len(made(illustrated))) == (6, 9)
    assert {name for name in before if "pier-700" in name}.isdisjoint(published(illustrated))


def test_workers_out_of_reach_get_the_images_with_the_recipes(illustrated: Path, tmp_path: Path) -> None:
    plan = read_edition(illustrated, survey(illustrated), Workers()).plan
    recipes = [asset.recipe for asset in plan.assets.values() if asset.recipe]
    there = darkroom._Maker(site=illustrated).errand(recipes)
    illustrated.rename(tmp_path / "elsewhere")
    _, unlike, far = opened(pickle.loads(sealed(pickle.dumps(there.make), there.goods)))  # noqa: S301 -- our own
    assert unlike == ()
    assert there.keep(far) == darkroom._Maker(site=tmp_path / "elsewhere")(recipes)


def test_a_build_that_fails_loses_no_copy(illustrated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(illustrated, {"templates/tag.html": "{{ nothing.at.all }}"})
    with pytest.raises(ContentError):
        build(illustrated, Options())
    (illustrated / "templates/tag.html").unlink()
    monkeypatch.setattr(darkroom, "_made", None)
    build(illustrated, Options())
    assert len(made(illustrated)) == 7


def test_workers_make_the_same(illustrated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(darkroom, "_BATCH", 1)  # so that there is enough for them
    other = shutil.copytree(illustrated, tmp_path / "other")
    build(illustrated, Options(workers=2))
    build(other, Options())
    assert published(illustrated) == published(other)
    assert len(made(other)) == 7
