"""What makes a document unreadable, in words for the person who dropped it in."""

from __future__ import annotations


class Refusal(Exception):
    """A document that cannot be read: what is wrong with it, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
