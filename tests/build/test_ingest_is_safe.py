"""Whatever lies in seeds, an ingest goes through, and writes where it may and nothing that is alive."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st

from backfile.build.ingest import ingest_all
from backfile.build.run import Options, build
from tests.sites import published, small_site, sources, write

TITLES = [
    "../../../etc/passwd",
    "..",
    "/",
    "C:\\x",
    "con",
    "a\0b",
    "-rf",
    "\u202egnp.x",
    "A" * 300,
    "𝔘",
    "%2e%2e/x",
    "*",
]
ALIVE = [
    "<script>alert(1)</script>", "{{ 7 * 7 }}{% include 'x' %}", "---\ndraft: true\n---", "[x](javascript:alert(1))",
    "![x](x.png)", "<img src=x onerror=alert(1)>", "&lt;b&gt;", "`{{`", "title: !!python/object x", "{#", "[^1]: x",
]  # fmt: skip
ADDED = re.compile(r"content/(?:articles/(?:[\w-]+\.md|seeds\.toml)|readings/[\w.-]+\.reading)")
PROSE = "Some words about piers, and then some more words about them, so that this is a paragraph."

texts = st.lists(st.sampled_from([*TITLES, *ALIVE, PROSE, "Author: ", "Author: Anna Marsh", "\n"]), max_size=8).map(
    lambda lines: "\n\n".join(lines).encode()
)


def check(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        site = write(small_site(Path(folder) / "site"), {f"seeds/{name}": data})
        before = sources(site)
        ingest_all(site)
        after = sources(site)
        assert all(after[file] == content for file, content in before.items())
        added = after.keys() - before.keys()
        assert all(
            re.fullmatch(r"content/(?:articles/(?:[\w-]+\.md|seeds\.toml)|readings/[\w.-]+\.reading)", file)
            for file in added
        )
        assert {path.name for path in Path(folder).iterdir()} == {"site"}
        build(site, Options())
        for file, page in published(site).items():
            if file.endswith(".html"):
                assert not re.search(rb"<script>alert|<img src=x|href=.javascript|\b49\b", page)


@settings(max_examples=25)
@given(texts)
@example("\n\n".join([*TITLES, *ALIVE, PROSE]).encode())
def test_no_text_writes_elsewhere_or_comes_alive(data: bytes) -> None:
    check(data, "x.txt")


@settings(max_examples=40)
@given(st.binary(max_size=300) | st.binary(max_size=40).map(lambda data: data + PROSE.encode() + data))
@example(b"")
@example(b"\xff\xfe\x00")
def test_no_bytes_write_elsewhere(data: bytes) -> None:
    check(data, "x.txt")
