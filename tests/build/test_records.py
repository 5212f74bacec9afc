"""Records are kept as they were read."""

from __future__ import annotations

import pytest

from backfile.archive.article import Article, ProsePage
from backfile.build.records import pack, unpack
from backfile.manuscript.articles import read_article, read_page
from tests.sites import TOY

FILES = sorted(path.relative_to(TOY).as_posix() for path in (TOY / "content").rglob("*.md"))


def record_in(file: str) -> Article | ProsePage | None:
    read = read_article if file.startswith("content/articles/") else read_page
    return read((TOY / file).read_text("utf-8"), file)[0]


@pytest.mark.parametrize("file", FILES)
def test_what_is_packed_is_unpacked_as_it_was(file: str) -> None:
    record = record_in(file)
    assert record is not None
    assert unpack(pack(record)) == record
    assert hash(unpack(pack(record))) == hash(record)
    assert pack(unpack(pack(record))) == pack(record)
