from __future__ import annotations

import codecs

import pytest

from backfile.intake.decode import decode

RUSSIAN = "Вестник степного права, том 5. Закон не знает слова «тень»."
WESTERN = "Le pont de la frontière est fermé depuis quatorze mois – c’est l’été à Évry."


@pytest.mark.parametrize(("data", "text", "encoding"), [
    (b"plain", "plain", "utf-8"),
    ("“é”".encode(), "“é”", "utf-8"),
    (codecs.BOM_UTF8 + "é".encode(), "é", "utf-8-sig"),
    (codecs.BOM_UTF16_LE + "é тень".encode("utf-16-le"), "é тень", "utf-16"),
    ("a plain English text".encode("utf-16-be"), "a plain English text", "utf-16"),
    (RUSSIAN.encode("cp1251"), RUSSIAN, "cp1251"),
    (RUSSIAN.replace("«", "").replace("»", "").encode("koi8-r"), RUSSIAN.replace("«", "").replace("»", ""), "koi8-r"),
    (WESTERN.encode("cp1252"), WESTERN, "cp1252"),
])  # fmt: skip
def test_encodings_by_evidence(data: bytes, text: str, encoding: str) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize("data", [
    bytes(range(256)) * 4,
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(200)), b"PK\x03\x04\x14\0\x06\0" + bytes(range(250)), b"\xff\xfe\0",
    b"\0\0\0\0",
])  # fmt: skip
def test_binary_rubbish_is_no_text(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(("text", "eol"), [("a\r\nb\r\n", "crlf"), ("a\nb\n", "lf"), ("a\rb", "lf"), ("a", "lf")])
def test_line_ends(text: str, eol: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert decoded.eol == eol
    assert "\r" not in decoded.text


def test_what_readers_cannot_see_is_taken_out_and_counted() -> None:
    decoded = decode("geo\u00adpolitics\u00a0now \u202eevil\u202c \x07bell \uf0b7 item \ue000".encode())
    assert decoded is not None
    assert decoded.text == "geopolitics now evil bell • item "
    assert decoded.hidden == 4
