"""The record of an article as templates see it: each form is made when a template prints it."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from backfile.frozen import frozen
from backfile.site.citations.bibtex import bibtex
from backfile.site.citations.exports import csl_json, endnote, ris
from backfile.site.citations.gost import gost
from backfile.site.citations.highwire import highwire
from backfile.site.citations.linked_data import linked_data
from backfile.site.citations.record import RecordView
from backfile.site.citations.styles import ITALIC, UPRIGHT, apa, chicago, harvard, mla
from backfile.site.fragments import HighwireView


@frozen
class Cited:
    """The printed references of an article (HTML with nothing but <i>), its files, tags and linked data.

    All of them are printed as they are, without being escaped once more.
    """

    record: RecordView

    @property
    def apa(self) -> Markup:
        """The reference in the style of the American Psychological Association."""
        return _printed(apa(self.record))

    @property
    def mla(self) -> Markup:
        """The reference in the style of the Modern Language Association."""
        return _printed(mla(self.record))

    @property
    def chicago(self) -> Markup:
        """The reference in the style of the Chicago Manual, for bibliographies."""
        return _printed(chicago(self.record))

    @property
    def harvard(self) -> Markup:
        """The reference in the Harvard style, as in Cite Them Right."""
        return _printed(harvard(self.record))

    @property
    def gost(self) -> Markup:
        """The reference by the Russian standard."""
        return _printed(gost(self.record))

    @property
    def bibtex(self) -> Markup:
        """The record as a BibTeX entry."""
        return Markup(bibtex(self.record))  # noqa: S704 -- it is printed into a text file

    @property
    def ris(self) -> Markup:
        """The record in RIS."""
        return Markup(ris(self.record))  # noqa: S704 -- likewise

    @property
    def csl_json(self) -> Markup:
        """The record in CSL-JSON."""
        return Markup(csl_json(self.record))  # noqa: S704 -- likewise

    @property
    def endnote(self) -> Markup:
        """The record in EndNote's tagged format."""
        return Markup(endnote(self.record))  # noqa: S704 -- likewise

    @property
    def highwire(self) -> HighwireView:
        """The record in the forms of the `citation_*` tags."""
        return highwire(self.record)

    @property
    def linked_data(self) -> Markup:
        """The record as JSON-LD for a script element."""
        return Markup(linked_data(self.record))  # noqa: S704 -- what could end the element is written as \\u003c


def _printed(reference: str) -> Markup:
    html = escape(reference, quote=False).replace(ITALIC, "<i>").replace(UPRIGHT, "</i>")
    return Markup(html)  # noqa: S704 -- it was escaped
