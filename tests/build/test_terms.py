"""`ingest --terms`: what is proposed can be pasted into `content/tags.toml`, and is used only then."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backfile.build.ingest import read_one
from backfile.cli import main
from backfile.manuscript.registers import read_tags
from tests.intake.test_proposals import ENGLISH, RUSSIAN
from tests.sites import manuscript, small_site, write

SEED = "On the Harbour of Norwell\n\nThe Foreland Gazette Volume 3 Issue 1\n\nAuthor: Anna Marsh\n\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        small_site(tmp_path),
        {
            "content/articles/one.md": manuscript("One", "\n\n".join(ENGLISH), "tags: [rope]\n"),
            "content/articles/two.md": manuscript("Two", "\n\n".join(RUSSIAN)),
            "seeds/three.txt": SEED + "\n\n".join(ENGLISH),
        },
    )


def everything(site: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_what_is_proposed_can_be_pasted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(site)
    assert main(["-C", str(site), "ingest", "--terms"]) == 0
    assert everything(site) == before
    text = capsys.readouterr().out
    vocabulary, problems = read_tags(text)
    assert not problems
    assert [(tag.slug, tag.label) for tag in vocabulary.tags][:2] == [
        ("norwell", "Norwell"),
        ("pier-company", "Pier Company"),
    ]
    assert "rope" in [tag.slug for tag in vocabulary.tags]
    assert "# 8 times in 2 texts" in text


def test_nothing_is_used_before_it_is_accepted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = site / "seeds/three.txt"
    assert not read_one(site, path).articles[0][1].tags
    main(["-C", str(site), "ingest", "--terms"])
    write(site, {"content/tags.toml": capsys.readouterr().out})
    assert [tag.slug for tag in read_one(site, path).articles[0][1].tags] == ["norwell"]
    assert main(["-C", str(site), "ingest", "--terms", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_the_same_for_machines(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(site), "ingest", "--terms", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)[0]
    assert (first["slug"], first["uses"], first["texts"]) == ("norwell", 8, 2)


def test_it_looks_at_the_whole_archive(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-C", str(site), "ingest", "--terms", "seeds/three.txt"]) == 2
    assert "whole archive" in capsys.readouterr().err
