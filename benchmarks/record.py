"""Results put where people read them: into the page beside this file, in the place of those measured before."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parent / "README.md"


def record(key: str, words: str, results: str) -> None:
    """Put the results of a command into the page, between two marks that bear the key, or at its end."""
    start, end = f"<!-- {key} -->", f"<!-- end of {key} -->"
    block = f"{start}\n\n    {words}\n\n{results.strip()}\n\n{end}"
    page = PAGE.read_text("utf-8")
    place = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    found = place.search(page)
    before, after = (page[: found.start()], page[found.end() :]) if found else (f"{page.rstrip()}\n\n", "\n")
    PAGE.write_text(f"{before}{block}{after}", "utf-8")
