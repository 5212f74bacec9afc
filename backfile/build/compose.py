"""From a reading to a new manuscript: what intake found, in the fields that people edit."""

from __future__ import annotations

from collections.abc import Iterator

from backfile.archive.credits import Credit
from backfile.archive.identifiers import issn_check_digit_is_right
from backfile.intake.leftovers import TITLES
from backfile.intake.record import Reading, Remark
from backfile.manuscript.fields import ARTICLE, FIGURE
from backfile.manuscript.yaml_header import write_manuscript
from backfile.schema import Table

_UNTITLED = "Untitled"
_LONGEST_QUOTE = 70


def manuscript_of(reading: Reading, seed: str) -> str:
    """The text of the manuscript for a seed; what a manuscript cannot hold is left to a person under `review`."""
    fields, refused = _accepted(_fields(reading), ARTICLE)
    figure, refused_in_figure = _accepted(_figure(reading), FIGURE)
    fields |= {"figure": figure} if figure else {}
    fields["source"] = seed
    review = [*map(_remark_note, _remarks(reading)), *_left_out_notes(reading), *_tag_notes(reading)]
    review += [*refused, *refused_in_figure]
    if review:
        fields["review"] = list(dict.fromkeys(review))
    return write_manuscript(fields, reading.body)


def _fields(reading: Reading) -> dict[str, object]:
    values: dict[str, object] = {
        "title": reading.title or _UNTITLED,
        "draft": True if reading.is_draft or not reading.title else "",
        "subtitle": reading.subtitle,
        "authors": [_credit(credit) for credit in reading.byline.credits],
        "publication": reading.publication,
        # The remark about a wrong check digit names the number; as a field it would stop every build.
        "issn": reading.issn if reading.issn and issn_check_digit_is_right(reading.issn) else "",
        "volume": reading.volume,
        "issue": reading.issue,
        "pages": reading.pages,
        "date": _date(reading),
        "doi": reading.doi,
        "tags": list(dict.fromkeys([*reading.keywords, *(tag.label for tag in reading.tags)])),
        "abstract": reading.abstract,
        "language": reading.language,
        "licence": reading.licence,
    }
    return {name: value for name, value in values.items() if value}


def _date(reading: Reading) -> str:
    date = reading.date
    if date is None:
        return ""
    return f"{date.season.capitalize()} {date.year}" if date.season else date.iso


def _credit(credit: Credit) -> str | dict[str, str]:
    name = credit.name
    beside = {
        "role": "" if credit.role == "author" else credit.role,
        "affiliation": credit.affiliation,
        "orcid": credit.orcid,
        "email": credit.email,
    }
    parts = {part: getattr(name, part) for part in ("given", "particle", "family", "suffix", "literal")}
    stated = {field: value for field, value in (parts | beside).items() if value}
    return name.printed if _reads_back(credit) and not any(beside.values()) else stated


def _reads_back(credit: Credit) -> bool:
    kind = next(field.kind for field in ARTICLE.fields if field.name == "authors")
    return kind is not None and kind.read(credit.name.printed) == credit.name


def _figure(reading: Reading) -> dict[str, object]:
    if not reading.captions:
        return {}
    first = reading.captions[0]
    values = {
        "src": first.src,
        "alt": first.alt,
        "caption": first.text,
        "credit": first.credit,
        "licence": first.licence,
    }
    return {name: value for name, value in values.items() if value}


def _accepted(values: dict[str, object], table: Table) -> tuple[dict[str, object], list[str]]:
    """The values that the table takes, and a sentence for each that it does not."""
    accepted: dict[str, object] = {}
    refused: list[str] = []
    for name, value in values.items():
        field = table.by_name.get(name)
        try:
            if field and field.kind and isinstance(value, str):
                field.kind.read(value)
            accepted[name] = value
        except ValueError as error:
            refused.append(f"The text gives “{value}” as {name}, which cannot be used: {error}.")
    return accepted, refused


def _remarks(reading: Reading) -> Iterator[Remark]:
    # What was left out is named below, word for word.
    return (remark for remark in reading.remarks if remark.key != "boilerplate-left-out")


def _remark_note(remark: Remark) -> str:
    return f"{remark.sentence} (Line {remark.line} of the seed.)" if remark.line else remark.sentence


def _left_out_notes(reading: Reading) -> Iterator[str]:
    for left_out in reading.left_out:
        if left_out.reason == TITLES:  # nobody has to look for a degree in the text
            continue
        words = " ".join(left_out.text.split())
        quoted = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE].rpartition(' ')[0]} …"
        if quoted:
            yield f"Left out, as it is no part of the article: “{quoted}” (line {left_out.line} of the seed)."


def _tag_notes(reading: Reading) -> Iterator[str]:
    if reading.tags:
        reasons = "; ".join(f"{tag.label} ({tag.reason})" for tag in reading.tags)
        yield f"The tags are suggestions from content/tags.toml: {reasons}. Take out those that do not fit."
