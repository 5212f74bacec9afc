from __future__ import annotations

import json
import re
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from threading import Thread

import pytest

from backfile.errors import Problem
from backfile.preview.editions import Newsstand, Rebuilt
from backfile.preview.server import running
from backfile.preview.web import PreviewServer, open_server

HOME = "<!doctype html><title>Home</title><body><p>Home ✓</p></body>\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    output = tmp_path / "output"
    (output / "volumes").mkdir(parents=True)
    (output / "index.html").write_text(HOME, "utf-8")
    (output / "volumes/index.html").write_text("no body at all", "utf-8")
    (output / "picture.png").write_bytes(bytes(range(256)))
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    said: list[str] = []
    with running(open_server(0, output, Newsstand(), said.append)) as started:
        yield started
    assert said == []


def ask(server: PreviewServer, method: str, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def raw(server: PreviewServer, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_it_listens_on_this_machine_only(server: PreviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/"


def test_a_page_comes_with_the_script_and_stays_as_it_is_on_disk(server: PreviewServer) -> None:
    response, body = ask(server, "GET", "/")
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in response.headers
    script = f'<script src="/.backfile/reload.js" data-build="{server.stand.latest.number}"></script>'
    assert body.decode() == HOME.replace("</body>", f"{script}</body>")
    assert (server.output / "index.html").read_text("utf-8") == HOME


def test_a_page_without_a_body_gets_the_script_too(server: PreviewServer) -> None:
    _response, body = ask(server, "GET", "/volumes/")
    assert body.startswith(b"no body at all<script ")


def test_the_script_is_served(server: PreviewServer) -> None:
    response, body = ask(server, "GET", "/.backfile/reload.js")
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert b"EventSource" in body


def test_other_files_are_sent_as_they_are(server: PreviewServer) -> None:
    response, body = ask(server, "GET", "/picture.png")
    assert (response.headers["Content-Type"], body) == ("image/png", bytes(range(256)))


@pytest.mark.parametrize("path", ["/", "/picture.png", "/nothing", "/.backfile/events"])
def test_head_is_get_without_the_body(server: PreviewServer, path: str) -> None:
    response, body = ask(server, "HEAD", path)
    assert body == b""
    assert response.status in {200, 404}


def test_a_folder_without_its_slash_is_redirected_with_its_query(server: PreviewServer) -> None:
    response, _body = ask(server, "GET", "/volumes?page=2")
    assert (response.status, response.headers["Location"]) == (302, "/volumes/?page=2")


def test_nothing_here_says_so(server: PreviewServer) -> None:
    response, body = ask(server, "GET", "/nothing")
    assert response.status == 404
    assert b"no page at this address" in body
    (server.output / "404.html").write_text("<body>Lost?</body>", "utf-8")
    response, body = ask(server, "GET", "/nothing/at/all")
    assert response.status == 404
    assert re.fullmatch(rb"<body>Lost\?<script [^>]* data-missing></script></body>", body)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil", "10.0.0.1", "", "[::2]"])
def test_a_foreign_host_is_refused(server: PreviewServer, host: str) -> None:
    for path in ("/", "/.backfile/events"):
        response, body = ask(server, "GET", path, Host=host)
        assert response.status == 421
        assert b"Home" not in body


def test_no_host_is_refused(server: PreviewServer) -> None:
    assert raw(server, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_this_machine_by_its_other_names_is_served(server: PreviewServer, host: str) -> None:
    response, _body = ask(server, "GET", "/", Host=host)
    assert response.status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_changed(server: PreviewServer, method: str) -> None:
    response, _body = ask(server, method, "/")
    assert (response.status, response.headers["Allow"]) == (405, "GET, HEAD")


def test_unknown_methods_are_refused(server: PreviewServer) -> None:
    assert raw(server, b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 501 ")


def test_what_follows_a_refused_request_is_not_another_one(server: PreviewServer) -> None:
    inner = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for method in (b"POST", b"GET"):
        head = method + b" / HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + str(len(inner)).encode() + b"\r\n\r\n"
        assert raw(server, head + inner).count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "path",
    [
        b"/../secret.txt",
        b"/%2e%2e/secret.txt",
        b"/..%2fsecret.txt",
        b"/..%5csecret.txt",
        b"/..\\secret.txt",
        b"//../secret.txt",
        b"http://localhost/../secret.txt",
        b"/%",
        b"/\xff\xfe",
    ],
)
def test_nothing_outside_the_site_is_served(server: PreviewServer, path: bytes) -> None:
    answer = raw(server, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 ")
    assert b"secret" not in answer


def test_one_connection_answers_quickly_again_and_again(server: PreviewServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        connection.request("GET", "/")
        connection.getresponse().read()
        times.append(time.perf_counter() - start)
    connection.close()
    assert sorted(times)[10] < 0.03  # with Nagle's algorithm each takes 0.04 s


def events(server: PreviewServer, seen: str) -> Iterator[dict[str, object]]:
    connection = HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request("GET", f"/.backfile/events?seen={seen}")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    try:
        for line in response:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))
    finally:
        response.close()
        connection.close()


def test_a_browser_hears_of_each_build(server: PreviewServer) -> None:
    start = server.stand.latest.number
    Thread(target=server.stand.publish, args=[Rebuilt(changed=("volumes/",))]).start()
    stream = events(server, start)
    news = next(stream)
    assert (news["before"], news["changed"], news["problems"]) == (start, ["volumes/"], [])
    server.stand.publish(Rebuilt(problems=(Problem(message="no title"),)))
    assert next(stream)["problems"] == [{"place": "", "message": "no title", "hint": ""}]
    stream.close()  # type: ignore[attr-defined]


def test_a_page_from_before_hears_at_once(server: PreviewServer) -> None:
    stream = events(server, "yesterday.7")
    assert next(stream)["build"] == server.stand.latest.number
    stream.close()  # type: ignore[attr-defined]


def test_a_page_loaded_while_there_are_faults_hears_of_them(server: PreviewServer) -> None:
    edition = server.stand.publish(Rebuilt(problems=(Problem(message="no title"),)))
    stream = events(server, edition.number)
    assert next(stream)["problems"]
    stream.close()  # type: ignore[attr-defined]


def test_a_taken_port_gives_way_to_the_next(server: PreviewServer, tmp_path: Path) -> None:
    said: list[str] = []
    other = open_server(server.server_port, tmp_path, Newsstand(), said.append)
    assert other.server_port != server.server_port
    assert said == [f"port {server.server_port} is taken, so this is port {other.server_port}"]
    other.server_close()


def test_a_fault_while_answering_is_said_and_the_next_request_is_answered(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    with monkeypatch.context() as broken:
        broken.setattr(server, "say", said.append)
        broken.setattr("backfile.preview.web.look_up", lambda *_: 1 / 0)
        assert raw(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") == b""
    assert said == ["preview: a request could not be answered: ZeroDivisionError: division by zero"]
    assert ask(server, "GET", "/")[0].status == 200
