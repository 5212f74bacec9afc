"""The commands and settings of docs/deploy.md, taken from that page and run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
TOY = ROOT / "tests/toy_archive"
PUBLISHED_AT = "https://journal.example/archive/"  # the `url` of the toy archive
SYSTEM_PATH = os.environ.get("PATH", "") + os.pathsep + "/usr/sbin"


def blocks(language: str) -> list[str]:
    """The code blocks of one language, in the order of the page."""
    text = (ROOT / "docs/deploy.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=SYSTEM_PATH)
    if found is None:
        pytest.skip(f"no {name} on this machine (Debian: apt install {package})")
    return found


def copy_of_toy(folder: Path) -> Path:
    made = shutil.ignore_patterns("output", ".backfile")
    shutil.copytree(TOY, folder, dirs_exist_ok=True, ignore=made)
    return folder


def build(site: Path) -> Path:
    run([sys.executable, str(ROOT / "build.py"), "-C", str(site), "build"], site)
    return site / "output"


def run(command: list[str], folder: Path, **settings: str) -> str:
    """What a command printed; where it fails, the test says why."""
    result = subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert result.returncode == 0, f"{shlex.join(command)}\n{result.stdout}"
    return result.stdout


@pytest.fixture(scope="module")
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A web root with the toy archive in its folder `archive`."""
    folder = tmp_path_factory.mktemp("srv")
    output = build(copy_of_toy(folder / "toy"))
    shutil.copytree(output, folder / "www/archive")
    return folder / "www"


# -- the hosted ones: what they run, run here ------------------------------------------------------------------------


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository as an editor has it: the generator and, in place of its archive, the invented one."""
    folder = tmp_path / "repository"
    made = shutil.ignore_patterns("__pycache__")
    for name in ("backfile", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=made)
    for name in ("build.py", "requirements.txt", "requirements-test.txt"):
        shutil.copy(ROOT / name, folder / name)
    return copy_of_toy(folder)


def run_as_a_host_does(commands: list[str], repository: Path) -> None:
    shim = repository.parent / "bin/python3"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{SYSTEM_PATH}"
    for command in commands:
        run(["bash", "-euo", "pipefail", "-c", command], repository, PATH=path, CI="true")


def test_github_pages_publishes_what_is_built(repository: Path) -> None:
    workflow = yaml.safe_load(blocks("yaml")[0])
    job = workflow["jobs"]["publish"]
    run_as_a_host_does([step["run"] for step in job["steps"] if "run" in step], repository)
    [path] = [step["with"]["path"] for step in job["steps"] if "pages-artifact" in step.get("uses", "")]
    for name in ("index.html", "404.html", ".nojekyll"):
        assert (repository / path / name).is_file()
    assert workflow["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert not any(file.is_symlink() for file in (repository / path).rglob("*"))


def test_gitlab_pages_publishes_what_is_built(repository: Path) -> None:
    job = yaml.safe_load(blocks("yaml")[1])["pages"]
    run_as_a_host_does(job["script"], repository)
    [path] = job["artifacts"]["paths"]
    assert path == "public"
    assert (repository / path / "index.html").is_file()


# -- rsync -----------------------------------------------------------------------------------------------------------

# In place of ssh: drops the host's name and runs the command here, so that rsync speaks its real protocol with itself.
REMOTE_SHELL = '#!/bin/sh\n[ "$1" = -l ] && shift 2\nshift\nexec sh -c "$*"\n'


def send(site: Path, target: Path) -> str:
    [line] = blocks("sh")
    shell = site.parent / "remote-shell"
    shell.write_text(REMOTE_SHELL, "utf-8")
    shell.chmod(0o755)
    line = line.replace("/srv/www/archive/", f"{target}/").strip() + " --itemize-changes"
    return run(["sh", "-ec", line], site, RSYNC_RSH=str(shell))


def same_tree(one: Path, other: Path) -> bool:
    return contents(one) == contents(other)


def contents(top: Path) -> dict[Path, bytes]:
    return {file.relative_to(top): file.read_bytes() for file in top.rglob("*") if file.is_file()}


def test_rsync_sends_what_has_changed_and_nothing_else(tmp_path: Path) -> None:
    program("rsync", "rsync")
    site, target = copy_of_toy(tmp_path / "site"), tmp_path / "host"
    target.mkdir()
    output = build(site)
    send(site, target)
    assert same_tree(output, target)
    assert (target / "index.html").stat().st_mode & 0o777 == 0o644

    # A build from nothing has new times, and the same contents.
    shutil.rmtree(output)
    build(site)
    assert re.findall(r"^<f", send(site, target), flags=re.MULTILINE) == []

    (site / "content/articles/gazetteer-of-small-piers.md").unlink()
    (target / "articles/old").mkdir()
    build(site)
    sent = send(site, target)
    assert "*deleting" in sent
    assert same_tree(output, target)
    assert not (target / "articles/old").exists()


# -- servers of one's own --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came over the wire."""

    status: int
    kind: str
    cache: str
    location: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A web server that runs on a loopback port."""

    port: int

    def get(self, path: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": "host.example"})
        answer = connection.getresponse()
        names = ("Content-Type", "Cache-Control", "Location")
        kind, cache, location = (answer.headers.get(name, "") for name in names)
        body = answer.read()
        connection.close()
        return Answer(status=answer.status, kind=kind, cache=cache, location=location, body=body)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def nginx_command(folder: Path, www: Path, port: int) -> list[str]:
    nginx = program("nginx", "nginx-light")
    [server] = blocks("nginx")
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/www", f'"{www}"')
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f'{kind}_temp_path "{folder}/{kind}";\n' for kind in kinds)
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").exists() else ""
    (folder / "nginx.conf").write_text(
        f'daemon off; master_process off; pid "{folder}/pid"; error_log stderr;\n'
        f"events {{}}\nhttp {{\n{types}\naccess_log off;\n{places}{server}}}\n",
        "utf-8",
    )
    return [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def caddy_command(folder: Path, www: Path, port: int) -> list[str]:
    caddy = program("caddy", "caddy")
    [server] = blocks("caddyfile")
    server = server.replace("host.example {", f"http://host.example:{port} {{\n\tbind 127.0.0.1")
    server = server.replace("/srv/www", f'"{www}"')
    (folder / "Caddyfile").write_text(f"{{\n\tadmin off\n}}\n{server}", "utf-8")
    return [caddy, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(scope="module", params=[nginx_command, caddy_command], ids=["nginx", "caddy"])
def host(request: pytest.FixtureRequest, www: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    folder, port = tmp_path_factory.mktemp("server"), free_port()
    command = request.param(folder, www, port)
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        wait_until_it_answers(port, server, folder / "log")
        yield Host(port=port)
    finally:
        server.terminate()
        server.wait(20)


def wait_until_it_answers(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text("utf-8", "replace"))


@dataclass(slots=True)
class Links(HTMLParser):
    """Where a page leads to, what it needs, and the places in it."""

    targets: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.targets.append(value)
            elif name == "srcset" and value:
                self.targets += [candidate.split()[0] for candidate in value.split(",")]
            elif name == "id" and value:
                self.places.add(value)


def links_of(page: bytes) -> Links:
    links = Links()
    links.feed(page.decode("utf-8"))
    return links


def dead_ends(host: Host, path: str, page: bytes) -> list[str]:
    """The links of a page, as a reader meets it at a path of the host, that lead nowhere in the archive."""
    links = links_of(page)
    found = [f"{path}: {target}" for target in links.targets if target[:1] == "#" and target[1:] not in links.places]
    for target in (target for target in links.targets if target[:1] != "#"):
        address, place = urldefrag(urljoin(urljoin(PUBLISHED_AT, path), target))
        parts = urlsplit(address)
        if parts.netloc != urlsplit(PUBLISHED_AT).netloc:
            continue  # elsewhere in the world, or no address at all (data:, mailto:)
        answer = host.get(parts.path)
        lands = not place or place in links_of(answer.body).places
        if answer.status != 200 or not lands or not address.startswith(PUBLISHED_AT):
            found.append(f"{path}: {target} ({answer.status})")
    return found


def test_the_home_page_and_its_folder(host: Host) -> None:
    home = host.get("/archive/")
    assert (home.status, home.kind.lower(), home.cache) == (200, "text/html; charset=utf-8", "no-cache")
    without_slash = host.get("/archive")
    assert without_slash.status in {301, 308}
    assert urljoin("http://host.example/archive", without_slash.location) == "http://host.example/archive/"


def test_an_article_and_the_file_kinds(host: Host, www: Path) -> None:
    article = next(www.glob("archive/articles/**/index.html"))
    assert host.get(f"/{article.parent.relative_to(www).as_posix()}/").body == article.read_bytes()
    style = next(www.glob("archive/assets/*.css"))
    answer = host.get(f"/{style.relative_to(www).as_posix()}")
    assert answer.kind.startswith("text/css")
    assert "immutable" in answer.cache
    assert "xml" in host.get("/archive/feed.xml").kind


@pytest.mark.parametrize("path", ["/archive/nothing", "/archive/no/such/page/", "/archive/assets/old.css"])
def test_what_is_not_there_is_answered_with_the_page_for_it(host: Host, www: Path, path: str) -> None:
    answer = host.get(path)
    assert answer.status == 404
    assert answer.body == (www / "archive/404.html").read_bytes()
    assert links_of(answer.body).targets
    assert dead_ends(host, path, answer.body) == []


def test_every_link_of_every_page_leads_somewhere(host: Host, www: Path) -> None:
    pages = sorted(www.glob("archive/**/index.html"))
    assert len(pages) > 20
    found: list[str] = []
    for page in pages:
        path = f"/{page.parent.relative_to(www).as_posix()}/"
        found += dead_ends(host, path, host.get(path).body)
    assert found == []
