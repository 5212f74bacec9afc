"""What was read, field by field: the value, the lines that it was read from, why, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from backfile.archive.credits import Credit
from backfile.frozen import frozen
from backfile.intake.labels import ROLES, read_label
from backfile.intake.record import Caption, Evidence, Reading

SURE, LIKELY, CHECK = "sure", "likely", "check"
_ABSENT = "nothing in the text says it"
_OF_DATE = ("date", "byline", "masthead")
_CITED = "the line that says how to cite the article"
_HEADER = "stated in the header of the file"
_CITATION = "how to cite the article"


@frozen
class Finding:
    """One field: its value ("" if the text does not state it), the lines it was read from, and the rule.

    `confidence` is `sure` where a label or an unmistakable form says so, `likely` where only the place or the words do,
    `check` where a person is asked, with the reasons in `doubts`; it is "" for what is absent.
    """

    field: str
    value: str = ""
    lines: tuple[int, ...] = ()
    rule: str = _ABSENT
    confidence: str = ""
    doubts: tuple[str, ...] = ()


class _Source(NamedTuple):
    """Where a field comes from.

    `kinds` are those of evidence; `form` is the rule where no label (of the fields `labels`) announces it, and
    `confidence` how sure that is; `doubts` are keys of remarks about it. Some fields every article should have.
    """

    field: str
    value: Callable[[Reading], str]
    kinds: tuple[str, ...]
    form: str
    labels: tuple[str, ...] = ()
    confidence: str = SURE
    doubts: tuple[str, ...] = ()
    is_expected: bool = False

    def is_label(self, field: str) -> bool:
        """Whether a label of that field announces this one."""
        return field in (self.labels or (self.field,))


def findings(reading: Reading) -> tuple[Finding, ...]:
    """The fields in the order of the header; those that an article should have also if they are absent."""
    return tuple(_finding(reading, source) for source in _SOURCES if source.is_expected or source.value(reading))


def _finding(reading: Reading, source: _Source) -> Finding:
    value = source.value(reading)
    doubts = tuple(remark.sentence for remark in reading.remarks if remark.key in source.doubts)
    if not value:
        return Finding(field=source.field, doubts=doubts, confidence=CHECK if doubts else "")
    evidence = [one for one in reading.evidence if one.field in source.kinds]
    if source.kinds == _OF_DATE:
        evidence = _nearest(evidence, str(reading.date.year) if reading.date else "")
    holding = [one for one in evidence if value in one.text] or evidence
    cited = tuple(left.line for left in reading.left_out if left.reason == _CITATION)
    rule, confidence = _rule(source, [*holding, *evidence], is_cited=bool(cited) and "masthead" in source.kinds)
    return Finding(
        field=source.field,
        value=value,
        lines=tuple(dict.fromkeys(one.line for one in holding)) or (cited if rule == _CITED else ()),
        rule=rule,
        confidence=CHECK if doubts else confidence,
        doubts=doubts,
    )


def _nearest(evidence: Sequence[Evidence], year: str) -> list[Evidence]:
    """The lines that state a year, of the first kind of which there are any: a date of its own before a byline's."""
    stating = [one for one in evidence if year in one.text] or list(evidence)
    first = min((_OF_DATE.index(one.field) for one in stating), default=0)
    return [one for one in stating if one.field == _OF_DATE[first]]


def _rule(source: _Source, evidence: Sequence[Evidence], *, is_cited: bool) -> tuple[str, str]:
    """Why the lines were taken for the field, and how sure that is."""
    if ruled := next((one.rule for one in evidence if one.rule), ""):
        return ruled, LIKELY
    labels = filter(None, (read_label(one.text) for one in evidence))
    if label := next((label for label in labels if source.is_label(label.field)), None):
        return f"behind the {'label' if label.has_colon else 'word'} “{label.label}”", SURE
    if evidence or not source.kinds:
        return source.form, source.confidence
    return (_CITED, LIKELY) if is_cited else (_HEADER, SURE)


# -- values as people read them --------------------------------------------------------------------------------------


def _authors(reading: Reading) -> str:
    return "; ".join(map(_credited, reading.byline.credits))


def _credited(credit: Credit) -> str:
    role = "" if credit.role == "author" else credit.role
    beside = ", ".join(filter(None, [role, credit.affiliation, credit.orcid, credit.email]))
    return f"{credit.name.printed} ({beside})" if beside else credit.name.printed


def _figure(reading: Reading) -> str:
    return _captioned(reading.captions[0]) if reading.captions else ""


def _captioned(caption: Caption) -> str:
    named = {"alt": caption.alt, "credit": caption.credit, "licence": caption.licence}
    beside = "; ".join(f"{name}: {value}" for name, value in named.items() if value)
    return f"{caption.text} ({beside})".strip() if beside else caption.text


def _tags(reading: Reading) -> str:
    return "; ".join(f"{tag.label} ({tag.reason})" for tag in reading.tags)


def _date(reading: Reading) -> str:
    return reading.date.printed("en") if reading.date else ""


_FORM_OF_MASTHEAD = "a line that has the form of a masthead"
_MASTHEAD = ("masthead",)
_OF_PERSONS = ("byline", "affiliation", "e-mail", "ORCID iD")
_OF_IMAGES = ("caption", "image text")
_BYLINE_DOUBTS = (
    "missing-author", "author-without-label", "byline-unclear", "name-split", "orcid-check-digit", "author-differs",
    "byline-within",
)  # fmt: skip
_DATE_DOUBTS = ("missing-date", "date-ambiguous", "date-range", "date-season", "date-twice", "date-unclear")
_PUBLICATION_DOUBTS = ("missing-publication", "missing-masthead", "publication-misspelt", "publication-by-place")
_ISSN_DOUBTS = ("issn-check-digit", "second-issn", "issn-differs")
_FIGURE_DOUBTS = ("credit-without-name", "figure-without-image", "image-text-by-place")
_BROKEN = ("masthead-malformed",)

_SOURCES = (
    _Source("title", lambda reading: reading.title, ("title",), "the first line that looks like a title",
            confidence=LIKELY, doubts=("title-by-place", "missing-title"), is_expected=True),
    _Source("subtitle", lambda reading: reading.subtitle, ("subtitle",), "the line right below the title",
            confidence=LIKELY, doubts=("subtitle-by-place",)),
    _Source("authors", _authors, _OF_PERSONS, "names in the form of a byline",
            labels=("author", *ROLES), confidence=LIKELY, doubts=_BYLINE_DOUBTS, is_expected=True),
    _Source("publication", lambda reading: reading.publication, _MASTHEAD, _FORM_OF_MASTHEAD,
            doubts=_PUBLICATION_DOUBTS, is_expected=True),
    _Source("issn", lambda reading: reading.issn, _MASTHEAD, _FORM_OF_MASTHEAD, doubts=_ISSN_DOUBTS),
    _Source("volume", lambda reading: reading.volume, _MASTHEAD, _FORM_OF_MASTHEAD, doubts=_BROKEN, is_expected=True),
    _Source("issue", lambda reading: reading.issue, _MASTHEAD, _FORM_OF_MASTHEAD, doubts=_BROKEN, is_expected=True),
    _Source("pages", lambda reading: reading.pages, _MASTHEAD, _FORM_OF_MASTHEAD, doubts=_BROKEN),
    _Source("date", _date, _OF_DATE, "a date beside the byline or in the masthead",
            labels=("published",), confidence=LIKELY, doubts=_DATE_DOUBTS, is_expected=True),
    _Source("doi", lambda reading: reading.doi, ("doi", "masthead"), "the form of a DOI"),
    _Source("keywords", lambda reading: "; ".join(reading.keywords), ("keywords",), "words behind a label"),
    _Source("abstract", lambda reading: reading.abstract, ("abstract",), "the paragraph behind its label"),
    _Source("language", lambda reading: reading.language, (), "the words of the text", confidence=LIKELY),
    _Source("licence", lambda reading: reading.licence, ("licence",), "a line that names a licence"),
    _Source("figure", _figure, _OF_IMAGES, "a line that has the form of a caption",
            confidence=LIKELY, doubts=_FIGURE_DOUBTS),
    _Source("tags", _tags, (), "words of the text that content/tags.toml knows", confidence=CHECK),
)  # fmt: skip
