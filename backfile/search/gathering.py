"""From the words of articles to the postings of words: of all articles, or of those in which something changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from backfile.search.buckets import Postings, bucket_of, postings_of, with_one, without
from backfile.search.words import unpacked

Change = tuple[str, int, int]
"""A word, the number of an article, and the weight that the word has in it by now; 0 where it stands there no more."""


def gathered(articles: Iterable[tuple[int, bytes]], buckets: int) -> Mapping[int, Postings]:
    """The postings of each bucket, from the packed words of articles in the order of their numbers."""
    words: defaultdict[bytes, bytearray] = defaultdict(bytearray)
    for number, packed in articles:
        posting = postings_of(number)
        for each, strength in unpacked(packed):
            words[each] += posting[strength]
    found: defaultdict[int, dict[str, bytearray]] = defaultdict(dict)
    for encoded, postings in words.items():
        word = encoded.decode()
        found[bucket_of(word, buckets)][word] = postings
    return found


def changes(was: Mapping[int, bytes], now: Mapping[int, bytes], buckets: int) -> Mapping[int, list[Change]]:
    """What differs in each bucket between the packed words that articles had and those that they have, by number."""
    found: defaultdict[int, list[Change]] = defaultdict(list)
    for number in sorted(was.keys() | now.keys()):
        before, after = dict(unpacked(was.get(number, b""))), dict(unpacked(now.get(number, b"")))
        for encoded in before.keys() | after.keys():
            if before.get(encoded) != after.get(encoded):
                word = encoded.decode()
                found[bucket_of(word, buckets)].append((word, number, after.get(encoded, 0)))
    return found


def mended(postings: Postings, differences: Iterable[Change]) -> Postings:
    """The postings of a bucket after some changes."""
    result: dict[str, bytes | bytearray] = dict(postings)
    for word, number, strength in differences:
        rest = without(bytes(result.pop(word, b"")), number)
        if strength:
            rest = with_one(rest, number, strength)
        if rest:
            result[word] = rest
    return result
