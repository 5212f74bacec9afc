from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backfile.preview.shelf import Shelved, look_up, media_type


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A small site, and a secret beside it."""
    site = tmp_path / "output"
    for name in ("index.html", "volumes/18/index.html", "über uns/index.html", "feed.xml", "empty/x.txt"):
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (tmp_path / "output-2").mkdir()
    (tmp_path / "output-2/index.html").write_text("secret", "utf-8")
    return site


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/feed.xml", "feed.xml"),
        ("/volumes/18/", "volumes/18/index.html"),
        ("//volumes//18/", "volumes/18/index.html"),
        ("/%C3%BCber%20uns/", "über uns/index.html"),
    ],
)
def test_what_is_there_is_found(output: Path, path: str, name: str) -> None:
    assert look_up(output, path) == Shelved(file=output / name)


@pytest.mark.parametrize("path", ["/volumes/18", "/%C3%BCber%20uns"])
def test_a_folder_without_its_slash_is_redirected(output: Path, path: str) -> None:
    assert look_up(output, path) == Shelved(moved_to=f"{path}/")


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/volumes/",
        "/empty/",
        "/feed.xml/",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/volumes/../../secret.txt",
        "/volumes/..;/..;/secret.txt",
        "/../output-2/",
        "/%252e%252e/secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/C:/secret.txt",
        "/feed.xml::$DATA",
        "/feed.xml%00",
        "/%ff",
        "/" + "x" * 5000,
        "",
    ],
)
def test_what_is_not_there_is_not_found(output: Path, path: str) -> None:
    found = look_up(output, path)
    assert found is None or (path == "" and found.file is None)


def test_links_that_leave_the_folder_lead_nowhere(output: Path, tmp_path: Path) -> None:
    (output / "out.txt").symlink_to(tmp_path / "secret.txt")
    (output / "away").symlink_to(tmp_path, target_is_directory=True)
    (output / "circle").symlink_to(output / "circle")
    (output / "within.xml").symlink_to(output / "feed.xml")
    for path in ("/out.txt", "/away/secret.txt", "/away/output-2/", "/away", "/circle", "/circle/"):
        assert look_up(output, path) is None
    assert look_up(output, "/within.xml") == Shelved(file=output / "feed.xml")


NAMES = ["..", ".", "%2e%2e", "secret.txt", "output-2", "volumes", "\\", "%5c", "", "~"]


@given(names=st.lists(st.sampled_from(NAMES)))
def test_no_path_leads_out(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    top = tmp_path_factory.getbasetemp() / "fixed"
    (top / "output/volumes").mkdir(parents=True, exist_ok=True)
    (top / "secret.txt").write_text("secret", "utf-8")
    found = look_up(top / "output", "/" + "/".join(names))
    assert found is None or found.file is None or found.file.is_relative_to(top / "output")


@given(text=st.text(max_size=40))
def test_any_text_is_an_answerable_path(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    look_up(tmp_path_factory.getbasetemp(), "/" + quote(text, safe="/\\:"))
    look_up(tmp_path_factory.getbasetemp(), text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("A.CSS", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.jsonld", "application/ld+json; charset=utf-8"),
        ("a.jpg", "image/jpeg"),
        ("a.woff2", "font/woff2"),
        ("a.pdf", "application/pdf"),
        ("a.unknown", "application/octet-stream"),
        (".nojekyll", "application/octet-stream"),
    ],
)
def test_types_are_those_of_the_web(name: str, kind: str) -> None:
    assert media_type(Path(name)) == kind
