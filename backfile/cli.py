"""The command line: what can be asked for, and what is answered."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from backfile.commands.telling import as_fault
from backfile.errors import UsageError
from backfile.report import Report
from backfile.version import VERSION

INTERRUPTED = 130
_LAST_PORT = 65_535
_MOST_WORKERS = 8

_DESCRIPTION = "Backfile turns the pasted texts of a periodical's articles into a static archive."
_LONG_HELP = """\
how it works:
  seeds/      the texts as received: drop each article in as a file
  content/    the manuscripts made from them (Markdown with a header): edit these
  output/     the finished site: put it on any host

examples:
  backfile                    convert new seeds and build the site
  backfile serve              the same, and show it in the browser while you edit
  backfile ingest seeds/a.txt convert one text
  backfile why /volumes/1/    say why a page was made, and whether it will be
  backfile -C other/site      build the site in another folder

exit codes:
  0 done   1 something is wrong in the site's files   2 the command is wrong
  3 the machine refuses (disk, permissions, network)  4 a fault in Backfile   130 interrupted
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = _parser().parse_args(argv)
    try:
        return _run(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(arguments: argparse.Namespace) -> int:
    report = Report(verbosity=arguments.verbosity, as_json=arguments.as_json)
    try:
        command = import_module(f"backfile.commands.{arguments.command}")
        return int(command.run(arguments, report))
    except BrokenPipeError:
        raise  # whoever listened has heard enough
    except Exception as error:  # noqa: BLE001 -- no one is shown a traceback
        return report.fault(as_fault(error, arguments.site))
    finally:
        report.clear()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        self.exit(UsageError.exit_code, f"backfile: error: {message} (see: backfile --help)\n")


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    _add_common(common)
    parser = _Parser(
        prog="backfile",
        description=_DESCRIPTION,
        epilog=_LONG_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Backfile {VERSION}")
    _add_common(parser)
    _add_build(parser)
    parser.set_defaults(site=Path(), verbosity=0, as_json=False, command="build")
    parser.set_defaults(jobs=_workers(), cluster="", verify=False, profile=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)
    for name, explanation in COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=explanation, description=f"{explanation}.")
        command.set_defaults(command=_MODULES.get(name, name))
        _ARGUMENTS.get(name, lambda _: None)(command)
    return parser


COMMANDS = {
    "build": "convert seeds that are new, then bring output/ up to date (also without any command)",
    "ingest": "convert new seeds, or the texts that are named, into manuscripts",
    "why": "say why a page was made, and what the next build would do with it",
    "import": "take over a whole archive: an export of WordPress, or a folder of Markdown",
    "serve": "build, show the site at a local address, and rebuild on every change",
    "test": "run Backfile's own tests",
    "clean": "remove what was built: output/ and .backfile/",
}

_MODULES = {"import": "import_archive"}  # a word of Python cannot be the name of a module


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-C", dest="site", type=Path, metavar="FOLDER", help="the folder of the site (default: here)")
    parser.add_argument(
        "-q", "--quiet", dest="verbosity", action="store_const", const=-1, help="say nothing but errors"
    )
    parser.add_argument("-v", "--verbose", dest="verbosity", action="store_const", const=1, help="name every file")
    parser.add_argument("--json", dest="as_json", action="store_true", help="answer in JSON, for other programs")


def _add_jobs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-j", "--jobs", type=_count, metavar="N", default=argparse.SUPPRESS, help="processes that work at once"
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    _add_jobs(parser)
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        default=argparse.SUPPRESS,
        help="a Dask scheduler (tcp://HOST:PORT) whose workers render in place of processes here",
    )
    parser.add_argument(
        "--verify", action="store_true", default=argparse.SUPPRESS, help="then make all files anew beside, and compare"
    )
    parser.add_argument(
        "--profile", action="store_true", default=argparse.SUPPRESS, help="say where the time of this build went"
    )


def _add_seeds(parser: argparse.ArgumentParser) -> None:
    _add_jobs(parser)
    parser.add_argument(
        "texts", nargs="*", type=Path, metavar="FILE", help="a text; with --json it is read and nothing is written"
    )
    aims = parser.add_mutually_exclusive_group()
    aims.add_argument("--explain", action="store_true", help="show how the texts are read, and why; nothing is written")
    aims.add_argument(
        "--update", action="store_true", help="merge into the manuscripts what their seeds are now read as"
    )
    aims.add_argument("--diff", action="store_true", help="show what --update would do; nothing is written")
    aims.add_argument(
        "--terms", action="store_true", help="propose terms for content/tags.toml that recur; nothing is written"
    )


def _add_archive(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("archive", type=Path, metavar="FILE_OR_FOLDER", help="the exported file, or the folder")


def _add_port(parser: argparse.ArgumentParser) -> None:
    _add_jobs(parser)
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the port (default: 8000)")


def _add_rest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="…", help="arguments for pytest")


def _add_address(parser: argparse.ArgumentParser) -> None:
    _add_jobs(parser)
    parser.add_argument(
        "address", metavar="URL", help="a page as you find it: /volumes/1/, https://…, a file in output/ or content/"
    )


_ARGUMENTS = {
    "build": _add_build,
    "ingest": _add_seeds,
    "import": _add_archive,
    "why": _add_address,
    "serve": _add_port,
    "test": _add_rest,
}


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number above 0")
    return int(text)


def _port(text: str) -> int:
    port = _count(text)
    if port > _LAST_PORT:
        raise argparse.ArgumentTypeError(f"there is no port {port}: ports go up to {_LAST_PORT}")
    return port


def _workers() -> int:
    return min(os.cpu_count() or 1, _MOST_WORKERS)
