"""Documents that are broken, locked, traps, or not what their names say: each is a problem, and other seeds go on."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from pathlib import Path

import pytest

from backfile.cli import main
from backfile.formats import pandoc
from tests.sites import small_site, write

DOCUMENTS = Path(__file__).parent / "documents"
PIERS = "On Piers\n\nBy Anna Marsh\n\nSome words about piers, and then some more words about them.\n"
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
DOCX = (DOCUMENTS / "lantern-keepers.docx").read_bytes()
ODT = (DOCUMENTS / "lantern-keepers.odt").read_bytes()
PDF = (DOCUMENTS / "lantern-keepers.pdf").read_bytes()
NEEDS_PANDOC = "the extra `ingest` is not installed"


def repacked(data: bytes, changes: dict[str, bytes]) -> bytes:
    """A document with some of its parts put in place of others."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return written.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_entities(data: bytes, name: str) -> bytes:
    declaration, _, rest = part(data, name).partition(b"?>")
    doctype = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    return repacked(data, {name: declaration + b"?>" + doctype + rest})


def zip_of(files: dict[str, bytes]) -> bytes:
    return repacked(EMPTY_ZIP, files)


EMPTY_ZIP = b"PK\x05\x06" + b"\0" * 18
BOMB = {"word/document.xml": b"<a/>", "word/media/image1.png": b"\0" * 310_000_000}


def encrypted_zip() -> bytes:
    """A zip archive one of whose files says that it is under a password."""
    data = bytearray(zip_of({"word/document.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def locked_odt() -> bytes:
    manifest = b'<manifest:manifest xmlns:manifest="m"><manifest:encryption-data/></manifest:manifest>'
    return repacked(ODT, {"META-INF/manifest.xml": manifest})


def locked_pdf() -> bytes:
    pypdf = pytest.importorskip("pypdf", reason=NEEDS_PANDOC)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PDF))
    writer.encrypt("secret", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def scanned_pdf() -> bytes:
    pypdf = pytest.importorskip("pypdf", reason=NEEDS_PANDOC)
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


BAD = {
    "broken.docx": (DOCX[:2000], "the file is broken: it cannot be unpacked"),
    "damaged.docx": (DOCX.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "the file is broken: it cannot be unpacked"),
    "locked.docx": (LOCKED, "it is protected by a password"),
    "locked-zip.docx": (encrypted_zip(), "it is protected by a password"),
    "locked.odt": (locked_odt(), "it is protected by a password"),
    "entities.docx": (with_entities(DOCX, "word/document.xml"), "defines entities"),
    "entities.odt": (with_entities(ODT, "content.xml"), "defines entities"),
    "sheet.docx": (zip_of({"xl/workbook.xml": b"<a/>"}), "this is an archive, but neither of Word nor of OpenDocument"),
    "old.doc": (LOCKED.replace("EncryptedPackage".encode("utf-16-le"), b"x" * 32), "this is the old format of Word"),
    "plain.docx": (PIERS.encode(), "the name ends in .docx, but the file is something else"),
    "plain.pdf": (PIERS.encode(), "the name ends in .pdf, but the file is something else"),
    "page.html": (b"From: x\nContent-Type: multipart/related\n\n<html>", "the page was saved as a single file (MHTML)"),
    "export.xml": (
        b'<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/">',
        "this is a whole archive",
    ),
    "header.md": (b"---\ntitle: *a\n---\n\nWords.\n", "stands for something else in YAML"),
}
WITH_PANDOC = {
    "not-xml.docx": (repacked(DOCX, {"word/document.xml": b"<w:document"}), "the document cannot be read"),
    "empty.docx": (
        repacked(DOCX, {"word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/'
                                             b'wordprocessingml/2006/main"><w:body/></w:document>'}),
        "The document holds no text",
    ),
}  # fmt: skip


def ingest(tmp_path: Path, name: str, data: bytes, capsys: pytest.CaptureFixture[str]) -> str:
    """What is said of a seed beside which a good one lies, which must have been converted."""
    site = write(small_site(tmp_path / "site"), {f"seeds/{name}": data, "seeds/zz-piers.txt": PIERS})
    assert main(["-C", str(site), "ingest"]) == 0
    said = capsys.readouterr()
    assert "seeds/zz-piers.txt → content/articles/on-piers.md" in said.out
    assert f"seeds/{name} →" not in said.out
    assert "Traceback" not in said.err
    lines = [line for line in said.err.splitlines() if line.startswith(f"seeds/{name}: warning: ")]
    assert len(lines) == 1
    return lines[0]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_a_problem(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, message = BAD[name]
    assert message in ingest(tmp_path, name, data, capsys)


@pytest.mark.parametrize("name", WITH_PANDOC)
def test_a_document_that_pandoc_cannot_read_is_a_problem(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pypandoc", reason=NEEDS_PANDOC)
    data, message = WITH_PANDOC[name]
    assert message in ingest(tmp_path, name, data, capsys)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = time.monotonic()
    data = zip_of(BOMB)
    packed = time.monotonic() - start
    start = time.monotonic()
    assert "it unpacks to far more than an article holds" in ingest(tmp_path, "bomb.docx", data, capsys)
    assert time.monotonic() - start < packed


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (PDF[: len(PDF) // 2], "the PDF cannot be read"),
        (b"%PDF-1.7\nnothing more", "the PDF cannot be read"),
        (locked_pdf, "it is protected by a password"),
        (scanned_pdf, "only images of pages (a scan)"),
    ],
)
def test_a_bad_pdf_is_a_problem(data: object, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pypdf", reason=NEEDS_PANDOC)
    given = data() if callable(data) else data
    assert isinstance(given, bytes)
    assert message in ingest(tmp_path, "bad.pdf", given, capsys)


@pytest.mark.parametrize("name", ["lantern-keepers.docx", "lantern-keepers.odt", "lantern-keepers.rtf"])
def test_without_the_extra_a_document_says_how_to_install_it(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    pandoc.program.cache_clear()
    line = ingest(tmp_path, name, (DOCUMENTS / name).read_bytes(), capsys)
    pandoc.program.cache_clear()
    assert "documents of this kind need a package that is not installed" in line
    assert "pip" in line
    assert "requirements-ingest.txt" in line


def test_without_the_extra_a_pdf_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert "a PDF needs a package that is not installed" in ingest(tmp_path, "a.pdf", PDF, capsys)


def test_a_document_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pypandoc", reason=NEEDS_PANDOC)
    monkeypatch.setattr(pandoc, "_SECONDS", 0.001)
    assert "it takes too long to read" in ingest(tmp_path, "long.docx", DOCX, capsys)


def test_a_document_that_takes_too_much_memory_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pypandoc", reason=NEEDS_PANDOC)
    monkeypatch.setattr(pandoc, "_MEMORY", ("+RTS", "-M12m", "-RTS"))
    rows = b"".join(b"<p>Words about piers number %d.</p>\n" % number for number in range(20_000))
    assert "more memory" in ingest(tmp_path, "large.html", b"<html><body>" + rows, capsys)


def test_a_page_of_two_megabytes_is_read_in_its_time(tmp_path: Path) -> None:
    pytest.importorskip("pypandoc", reason=NEEDS_PANDOC)
    prose = b"<p>Words about <b>piers</b> and <i>boats</i>, which go on for a while and then they end.</p>\n"
    seconds = []
    for size in (500_000, 2_000_000):
        site = write(
            small_site(tmp_path / str(size)), {"seeds/a.html": b"<h1>On Piers</h1>" + prose * (size // len(prose))}
        )
        start = time.monotonic()
        assert main(["-q", "-C", str(site), "ingest"]) == 0
        seconds.append(time.monotonic() - start)
    assert seconds[1] < 8 * seconds[0]


def test_the_files_of_a_saved_page_are_no_seeds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {
        "seeds/On Piers_files/style.css": "p { color: red }",
        "seeds/On Piers_files/pier.png": b"\x89PNG\r\n",
        "seeds/On Piers.htm": "",
        "seeds/Other_files/a.txt": PIERS,
    }
    site = write(small_site(tmp_path / "site"), files)
    main(["-C", str(site), "ingest"])
    said = capsys.readouterr()
    assert "On Piers_files" not in said.out + said.err
    assert "seeds/Other_files/a.txt →" in said.out
