"""Links of manuscripts as they are published, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.build.run import Options, build
from backfile.errors import ContentError
from tests.sites import manuscript, small_site, write


def built(site: Path, body: str) -> str:
    write(small_site(site), {"content/articles/lamps.md": manuscript("On Lamps", body)})
    build(site, Options())
    return (site / "output/articles/lamps/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("[x](ropes.md?x=1)", "../../articles/ropes/?x=1"),
        ("[x](ropes.md?x=1#y)", "../../articles/ropes/?x=1#sec-y"),
        ("[x](ropes.md#y?)", "../../articles/ropes/#sec-y"),
        ("[x](/volumes/?x=1)", "../../volumes/?x=1"),
        ("See [a].\n\n> [a]: ropes.md", "../../articles/ropes/"),
        ("See [a].\n\n- [a]: ropes.md", "../../articles/ropes/"),
        ("See [a\\]b].\n\n[a\\]b]: ropes.md", "../../articles/ropes/"),
    ],
)
def test_links_that_are_right(tmp_path: Path, body: str, address: str) -> None:
    assert f'href="{address}"' in built(tmp_path, body)


@pytest.mark.parametrize("body", ["[x](?x=1)", "[x](<>)", "[x](nothing.md?x=ropes.md)"])
def test_links_that_lead_nowhere(tmp_path: Path, body: str) -> None:
    with pytest.raises(ContentError, match="the link leads nowhere"):
        built(tmp_path, body)
