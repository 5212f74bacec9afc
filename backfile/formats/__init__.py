"""Formats other than plain text: bytes of a document → a text with marks that intake can read."""
