"""Settings that every test shares."""

from __future__ import annotations

import os

from hypothesis import settings

# A shared machine may stop for a second at any moment, so no example has a time limit. In CI the examples are the same
# in every run: a red run there means that the change is at fault, and not the luck of the draw.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")
