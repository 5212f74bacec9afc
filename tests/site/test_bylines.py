"""The credited names of an article as they are printed."""

from __future__ import annotations

import re
from pathlib import Path

from backfile.build.run import Options, build
from tests.sites import manuscript, small_site, write


def bylines(site: Path, authors: str) -> list[str]:
    header = f"authors: [{authors}]\n"
    write(small_site(site), {"content/articles/lamps.md": manuscript("On Lamps", header=header)})
    build(site, Options())
    page = (site / "output/articles/lamps/index.html").read_text("utf-8")
    return [re.sub("<[^>]*>", "", each) for each in re.findall('<p class="(?:byline|further)">(.*?)</p>', page)]


def test_roles_stand_in_the_order_in_which_they_are_printed(tmp_path: Path) -> None:
    authors = "Anna Marsh, {family: Quill, role: translator}, {family: Reed, role: adaptor}, Bo Sedge"
    assert bylines(tmp_path, authors) == ["by Anna Marsh and Bo Sedge", "translated by Quill", "adaptor: Reed"]


def test_a_role_that_is_printed_before_the_author_stays_there(tmp_path: Path) -> None:
    assert bylines(tmp_path, "{family: Quill, role: editor}, Anna Marsh") == ["edited by Quill", "by Anna Marsh"]
