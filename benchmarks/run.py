"""The bench: `python3 benchmarks/run.py --help`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.command import main  # the checkout must be on the path first

if __name__ == "__main__":
    sys.exit(main())
