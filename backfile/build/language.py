"""The words of a site: the catalogue of its language, its own or the one that comes with Backfile."""

from __future__ import annotations

from pathlib import Path

from backfile.errors import Problem, Severity
from backfile.site.theme import THEME
from backfile.site.words import ENGLISH, Words, check_words, read_words

_FOLDER = "words"


def words_of(templates: Path, language: str) -> tuple[Words, tuple[Problem, ...]]:
    """The words in a language, and what is wrong with them; `templates` is the site's own folder.

    Where there are none, they are in English, which is said.
    """
    base = language.partition("-")[0]
    own, ours = (folder / _FOLDER / f"{base}.toml" for folder in (templates, THEME))
    if own.is_file() and not (ours.is_file() and own.samefile(ours)):
        return _own(own, base)
    if ours.is_file():
        return _read(ours, base)
    words, problems = _read(THEME / _FOLDER / f"{ENGLISH}.toml", ENGLISH)
    return words, (*problems, _foreign(base))


def _own(path: Path, language: str) -> tuple[Words, tuple[Problem, ...]]:
    words, problems = _read(path, language)
    measure, _ = _read(THEME / _FOLDER / f"{ENGLISH}.toml", ENGLISH)
    return words, problems or tuple(sorted(check_words(words, measure, _named(language)), key=str))


def _read(path: Path, language: str) -> tuple[Words, tuple[Problem, ...]]:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        fault = Problem(
            file=_named(language), message="the file is not UTF-8 text", hint="save it as UTF-8", key="words"
        )
        return Words(language=language), (fault,)
    return read_words(text, language, _named(language))


def _named(language: str) -> str:
    return f"templates/{_FOLDER}/{language}.toml"


def _foreign(language: str) -> Problem:
    return Problem(
        severity=Severity.ADVICE,
        file="site.toml",
        message=f"the pages speak English, as there are no words in the language “{language}”",
        hint=f"copy {_FOLDER}/{ENGLISH}.toml of Backfile's templates to {_named(language)}, and translate it",
        key="language",
    )
