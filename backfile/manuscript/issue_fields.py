"""The fields of `content/issues.toml`: what its entries may say of an issue."""

from __future__ import annotations

from backfile.kinds import ASSET, BLOCK, DATE, NUMBER, TEXT
from backfile.manuscript.fields import CREDIT, NAME
from backfile.schema import Field, Table

COVER = Table(
    name="the cover",
    fields=(
        Field(
            name="src",
            kind=ASSET,
            about="The image, as a file in static/.",
            example='src = "covers/1-2.jpg"',
            required=True,
        ),
        Field(
            name="alt",
            kind=TEXT,
            about="What the cover shows, for those who cannot see it.",
            example='alt = "A pier in fog"',
            required=True,
        ),
        Field(name="credit", kind=TEXT, about="Who made the cover.", example='credit = "Anna Berg"'),
        Field(name="licence", kind=TEXT, about="The licence of the image.", example='licence = "CC BY 4.0"'),
    ),
)
ISSUE = Table(
    name="an issue",
    fields=(
        Field(name="volume", kind=NUMBER, about="The volume, as its articles state it.", example='volume = "18"'),
        Field(
            name="issue",
            kind=NUMBER,
            about="The issue, as its articles state it.",
            example='issue = "7"',
            required=True,
        ),
        Field(name="title", kind=TEXT, about="The title of the issue, or its theme.", example='title = "On rivers"'),
        Field(
            name="date",
            kind=DATE,
            about="The date of the issue, as precisely as is known; if nothing is said, the one that all its articles"
            " state.",
            example='date = "2023-09"',
        ),
        Field(name="cover", table=COVER, about="The cover.", example='cover = {src = "covers/1.jpg", alt = "A pier"}'),
        Field(
            name="editors",
            kind=NAME,
            table=CREDIT,
            many=True,
            about="Who edited the issue, in printed order: a name, or its parts with role and id; the role is `editor`"
            " if nothing is said.",
            example='editors = ["Anna van der Berg"]',
        ),
        Field(
            name="note",
            kind=BLOCK,
            about="A note of the editors on the issue, in Markdown.",
            example='note = "The first issue that was *not* printed."',
        ),
    ),
)
