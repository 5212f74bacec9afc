"""`serve`: the archive in the browser while it is being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from backfile.errors import BackfileError, Problem, errors_in
from backfile.preview.editions import Newsstand, Rebuilt
from backfile.preview.watch import Watch
from backfile.preview.web import PreviewServer, open_server

__all__ = ["Rebuilt", "serve"]

Say = Callable[[str], None]
Rebuild = Callable[[], Rebuilt]


def serve(site: Path, output: Path, rebuild: Rebuild, say: Say, port: int = 8000) -> int:
    """Build, serve, and build again at each change, until the person at the keyboard has had enough (Ctrl-C): 0.

    `site` is the folder with `site.toml`, `output` the one that `rebuild` fills. `rebuild` itself tells what it found;
    whatever it raises is said in a line for each problem. The browser shows faults, too, over the last good page.
    """
    stand = Newsstand()
    try:
        with running(open_server(port, output, stand, say)) as server, Watch(site, say) as watch:
            say(f"preview at {server.address} (Ctrl-C ends it)")
            while True:
                rebuilt = safely(rebuild, say)
                stand.publish(rebuilt)
                report(rebuilt, say)
                watch.wait()
    except KeyboardInterrupt:
        say("preview ended")
        return 0


@contextmanager
def running(server: PreviewServer) -> Iterator[PreviewServer]:
    """The server answers in the background: builds stay in the main thread, where they can be interrupted."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stand.close()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)


def safely(rebuild: Rebuild, say: Say) -> Rebuilt:
    """What the build found, or what felled it, told as a problem."""
    try:
        return rebuild()
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except BackfileError as fault:
        problems = fault.problems or (Problem(message=str(fault) or "the build cannot go on"),)
    except BaseException as fault:  # noqa: BLE001 - the preview outlives every build, SystemExit and all
        problems = (Problem(message=describe(fault), key="crash"),)
    for problem in problems:
        say(str(problem))
    return Rebuilt(problems=problems)


def describe(fault: BaseException) -> str:
    """An unforeseen exception in one line."""
    words = " ".join(str(fault).split())
    return f"the build stopped at a fault of Backfile itself: {type(fault).__name__}: {words}".rstrip(": ")


def report(rebuilt: Rebuilt, say: Say) -> None:
    """What browsers show now, in a line."""
    if errors_in(rebuilt.problems):
        say("the last good pages are still shown")
    else:
        count = len(rebuilt.changed)
        say(f"{count} {'address' if count == 1 else 'addresses'} changed" if count else "nothing changed")
