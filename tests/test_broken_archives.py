"""Sites that must fail: what is printed for each, and that nothing of the last good output is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from backfile.cli import main
from backfile.site.theme import THEME
from tests.sites import manuscript, published, small_site, write

ARCHIVES = Path(__file__).resolve().parent / "broken_archives"
CONTENT = ("site.toml", "content", "static", "templates")
NOBODY = 65534


@pytest.mark.parametrize("archive", sorted(ARCHIVES.iterdir()), ids=lambda archive: archive.name)
def test_a_broken_archive_says_what_is_wrong_and_keeps_its_output(
    archive: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(site)
    empty(site)
    shutil.copytree(archive, site, dirs_exist_ok=True)

    code = main(["-C", str(site)])

    said = capsys.readouterr()
    expected = (archive / "expected.txt").read_text("utf-8").splitlines()
    assert said.err.replace(str(site), "SITE").splitlines() == expected
    assert code == 1
    assert f"{count(expected)}; nothing was changed in output/" in said.out
    assert published(site) == before


def test_every_archive_states_a_problem_with_its_place() -> None:
    for archive in ARCHIVES.iterdir():
        lines = (archive / "expected.txt").read_text("utf-8").splitlines()
        assert any(": error: " in line or line.startswith("error: ") for line in lines), archive.name


def test_faults_of_many_files_are_told_at_once() -> None:
    lines = (ARCHIVES / "many-faults/expected.txt").read_text("utf-8").splitlines()
    files = {line.partition(":")[0] for line in lines}
    assert len(files) >= 9


@pytest.mark.parametrize("archive", sorted(ARCHIVES.iterdir()), ids=lambda archive: archive.name)
def test_a_broken_archive_that_was_never_built_publishes_nothing(archive: Path, tmp_path: Path) -> None:
    site = shutil.copytree(archive, tmp_path / "site")
    assert main(["-q", "-C", str(site)]) == 1
    assert published(site) == {}


# -- faults that cannot be kept in a repository ----------------------------------------------------------------------


def binary_rubbish(site: Path) -> str:
    write(site, {"content/articles/word.md": b"PK\x03\x04\x00\x00\xd0\xcf\x11\xe0" * 50})
    return "content/articles/word.md: error: this is not a text (is it an image or a Word file?)"


def file_of_50_megabytes(site: Path) -> str:
    with (site / "content/articles/large.md").open("wb") as file:
        file.truncate(50_000_000)
    return "content/articles/large.md: error: the file has 50 MB; a text has less than 10 MB (is it an image or a PDF?)"


def folder_for_an_article(site: Path) -> str:
    (site / "content/articles/ropes.md").unlink()
    (site / "content/articles/ropes.md").mkdir()
    return "content/articles/ropes.md: error: this is a folder, where a manuscript should be (rename the folder)"


def folder_for_the_register_of_people(site: Path) -> str:
    (site / "content/people.toml").mkdir()
    return "content/people.toml: error: this is a folder, where a file should be (rename the folder)"


def folder_for_site_toml(site: Path) -> str:
    (site / "site.toml").unlink()
    (site / "site.toml").mkdir()
    return "site.toml: error: this is a folder, where a file should be (rename the folder)"


def file_for_the_folder_of_articles(site: Path) -> str:
    shutil.rmtree(site / "content/articles")
    write(site, {"content/articles": "a file"})
    return "content/articles: error: there is a file where this folder should be (rename the file)"


def link_out_of_the_site(site: Path) -> str:
    secret = site.parent / "secret.md"
    secret.write_text(manuscript("Secret"), "utf-8")
    (site / "content/articles/secret.md").symlink_to(secret)
    return (
        "content/articles/secret.md: error: the symbolic link leads out of the site (put the file itself in its place)"
    )


def folder_link_out_of_the_site(site: Path) -> str:
    (site / "content/articles").rename(site.parent / "articles")
    (site / "content/articles").symlink_to(site.parent / "articles")
    return "content/articles: error: the symbolic link leads out of the site (put the folder itself in its place)"


def static_link_out_of_the_site(site: Path) -> str:
    (site / "static").mkdir()
    (site / "static/passwd").symlink_to("/etc/passwd")
    return "static/passwd: error: the symbolic link leads out of the site (put the file itself in its place)"


def register_that_is_a_link_out_of_the_site(site: Path) -> str:
    (site.parent / "tags.toml").write_text('[rope]\nlabel = "Rope"\n', "utf-8")
    (site / "content/tags.toml").symlink_to(site.parent / "tags.toml")
    return "content/tags.toml: error: the symbolic link leads out of the site (put the file itself in its place)"


def link_to_nothing(site: Path) -> str:
    (site / "content/people.toml").symlink_to(site / "people.toml")
    return "content/people.toml: error: the symbolic link leads nowhere (put the file itself in its place)"


def link_in_a_circle(site: Path) -> str:
    (site / "content/articles/circle.md").symlink_to(site / "content/articles/circle.md")
    return (
        "content/articles/circle.md: error: cannot be read: Too many levels of symbolic links"
        " (remove it, or mend the link)"
    )


def pipe(site: Path) -> str:
    os.mkfifo(site / "content/articles/pipe.md")
    return "content/articles/pipe.md: error: this is not a file but a pipe, a socket or a device (remove it)"


def name_that_is_not_utf_8(site: Path) -> str:
    write(site, {os.fsdecode(b"content/articles/\xe9t\xe9.md"): manuscript("Summer")})
    return "content/articles/\ufffdt\ufffd.md: error: the name holds a character that cannot be printed (rename it)"


def name_with_a_line_end(site: Path) -> str:
    write(site, {"static/a\nb.txt": "x"})
    return "static/a\ufffdb.txt: error: the name holds a character that cannot be printed (rename it)"


def brackets_without_end_in_yaml(site: Path) -> str:
    write(site, {"content/articles/deep.md": manuscript("Deep", header=f"tags: {'[' * 50_000}\n")})
    return "content/articles/deep.md:1: error: the header cannot be read: it is nested too deeply"


def indents_without_end_in_yaml(site: Path) -> str:
    rows = "".join(f"{' ' * depth}a:\n" for depth in range(1, 1000))
    write(site, {"content/articles/deep.md": manuscript("Deep", header=f"tags:\n{rows}")})
    return "content/articles/deep.md:1: error: the header cannot be read: it is nested too deeply"


def aliases_that_multiply(site: Path) -> str:
    rows = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 100)}]\n" for n in range(1, 6))
    write(site, {"content/articles/bomb.md": manuscript("Bomb", header=f"x0: &x0 [a]\n{rows}")})
    return (
        "content/articles/bomb.md:3:5: error: `&x0` stands for something else in YAML and would not be printed"
        ' (put the whole text into quotation marks: title: "*Rivers* and & so on")'
    )


def brackets_without_end_in_toml(site: Path) -> str:
    write(site, {"content/tags.toml": f"a = {'[' * 50_000}{']' * 50_000}\n"})
    return (
        "content/tags.toml: error: this TOML file is nested too deeply, or holds a number that is too long"
        " (look for a long row of brackets or digits)"
    )


def keys_without_end_in_toml(site: Path) -> str:
    write(site, {"content/people.toml": f"{'.'.join('a' * 3000)} = 1\n"})
    return (
        "content/people.toml: error: this TOML file is nested too deeply, or holds a number that is too long"
        " (look for a long row of brackets or digits)"
    )


MADE: tuple[Callable[[Path], str], ...] = (
    aliases_that_multiply,
    binary_rubbish,
    brackets_without_end_in_toml,
    brackets_without_end_in_yaml,
    file_for_the_folder_of_articles,
    file_of_50_megabytes,
    folder_for_an_article,
    folder_for_site_toml,
    folder_for_the_register_of_people,
    folder_link_out_of_the_site,
    indents_without_end_in_yaml,
    keys_without_end_in_toml,
    link_in_a_circle,
    link_out_of_the_site,
    link_to_nothing,
    name_that_is_not_utf_8,
    name_with_a_line_end,
    pipe,
    register_that_is_a_link_out_of_the_site,
    static_link_out_of_the_site,
)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and symbolic links as here are those of Unix")
@pytest.mark.parametrize("damage", MADE, ids=lambda damage: damage.__name__)
def test_a_damaged_site_says_what_is_wrong_and_keeps_its_output(
    damage: Callable[[Path], str], site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = published(site)
    try:
        expected = damage(site)
    except (OSError, UnicodeEncodeError) as error:
        pytest.skip(f"this file system does not take it: {error}")

    code = main(["-C", str(site)])

    said = capsys.readouterr()
    assert said.err.splitlines() == [expected]
    assert code == 1
    assert published(site) == before


# -- a machine that refuses ------------------------------------------------------------------------------------------

needs_permissions = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")


@needs_permissions
def test_a_file_that_may_not_be_read_is_named(site: Path) -> None:
    before = published(site)
    (site / "content/articles/ropes.md").chmod(0)
    done = build_without_privileges(site)
    expected = "content/articles/ropes.md: error: the file cannot be read: Permission denied (change its permissions)"
    assert done.stderr.splitlines() == [expected]
    assert done.returncode == 1
    assert published(site) == before


@needs_permissions
def test_a_folder_that_may_not_be_read_is_named(site: Path) -> None:
    before = published(site)
    write(site, {"content/articles/sub/tides.md": manuscript("On Tides")})
    (site / "content/articles/sub").chmod(0)
    done = build_without_privileges(site)
    (site / "content/articles/sub").chmod(0o755)
    expected = "content/articles/sub: error: the folder cannot be read: Permission denied (change its permissions)"
    assert done.stderr.splitlines() == [expected]
    assert done.returncode == 1
    assert published(site) == before


@needs_permissions
@pytest.mark.parametrize("folder", ["output", "output/articles", ".backfile"])
def test_a_folder_that_may_not_be_written_is_named(site: Path, folder: str) -> None:
    before = published(site)
    write(site, {"content/articles/tides.md": manuscript("On Tides")})
    (site / folder).chmod(0o555)
    done = build_without_privileges(site)
    (site / folder).chmod(0o755)
    assert done.returncode == 3
    assert done.stderr.startswith(f"error: {folder}")
    assert "cannot be written: Permission denied; what was published before is still there" in done.stderr
    assert "and run the same command again" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert before.keys() <= published(site).keys()


def test_a_file_where_the_output_should_be_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write(small_site(tmp_path / "site"), {"output": "mine"})
    assert main(["-C", str(site)]) == 3
    assert "cannot be written: Not a directory" in capsys.readouterr().err
    assert (site / "output").read_text("utf-8") == "mine"


def test_a_file_where_the_state_should_be_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = write(small_site(tmp_path / "site"), {".backfile": "mine"})
    assert main(["-C", str(site)]) == 3
    assert "cannot be written" in capsys.readouterr().err
    assert (site / ".backfile").read_text("utf-8") == "mine"
    assert published(site) == {}


def test_a_folder_in_the_place_of_a_page_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = small_site(tmp_path / "site")
    write(site, {"output/articles/lamps/index.html/mine.txt": "mine"})
    assert main(["-C", str(site)]) == 3
    assert "output/articles/lamps/index.html cannot be written: Is a directory" in capsys.readouterr().err
    shutil.rmtree(site / "output/articles/lamps/index.html")
    assert main(["-C", str(site)]) == 0
    assert (site / "output/articles/lamps/index.html").is_file()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = small_site(tmp_path_factory.mktemp("built") / "site")
    assert main(["-q", "-C", str(site)]) == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A site as a good build left it."""
    return shutil.copytree(built, tmp_path / "site")


def empty(site: Path) -> None:
    for name in CONTENT:
        if (site / name).is_dir():
            shutil.rmtree(site / name)
        else:
            (site / name).unlink(missing_ok=True)


def count(lines: list[str]) -> str:
    errors = sum("error: " in line for line in lines)
    return "1 error" if errors == 1 else f"{errors} errors"


# It builds something else first, so that all modules are loaded while it may still read them.
BUILD_AS_NOBODY = """
import os, sys
from backfile.cli import main
nobody, other = int(sys.argv[1]), sys.argv[2]
main(["-q", "-C", other])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(nobody)
    os.setuid(nobody)
sys.exit(main([]))
"""


def build_without_privileges(site: Path) -> subprocess.CompletedProcess[str]:
    """Build in a process that is bound by permissions, which the superuser is not."""
    shutil.copytree(THEME, site / "templates", dirs_exist_ok=True)
    other = small_site(site.parent / "other")
    if os.geteuid() == 0:
        for path in (site, *site.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    return subprocess.run(
        [sys.executable, "-c", BUILD_AS_NOBODY, str(NOBODY), str(other)],
        cwd=site,  # whoever stands in a folder need not be able to enter those above
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
