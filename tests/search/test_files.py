"""The files of the index: every word of every article is found in them, and a mended file is the one bound anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backfile.digest import digest_bytes
from backfile.search.buckets import (
    MANY,
    PART,
    WIDTH,
    Postings,
    bound,
    bucket_of,
    postings_of,
    unbound,
    with_one,
    without,
)
from backfile.search.gathering import changes, gathered, mended
from backfile.search.numbers import BITS, numbers_of, shape_of
from backfile.search.words import packed, unpacked

WORDS = st.text("abcdй2", min_size=1, max_size=5)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)
ARCHIVES = st.dictionaries(st.integers(0, (1 << BITS) - 1), TEXTS, max_size=6)
BUCKETS = st.sampled_from([1, 2, 8])


def packed_all(archive: dict[int, str]) -> dict[int, bytes]:
    return {number: packed(text, (), ()) for number, text in sorted(archive.items())}


def files_of(archive: dict[int, str], buckets: int) -> dict[int, tuple[bytes, ...]]:
    every = gathered(packed_all(archive).items(), buckets)
    return {bucket: bound(postings) for bucket, postings in every.items()}


def found_in(files: tuple[bytes, ...], word: str) -> dict[int, int]:
    """Numbers and weights, as the script of the search page reads them."""
    data = unbound(files).get(word, b"")
    values = [int.from_bytes(data[at : at + WIDTH], "big") for at in range(0, len(data), WIDTH)]
    return {value >> 4: value & 15 for value in values}


@given(ARCHIVES, BUCKETS)
def test_every_word_of_every_article_is_found_and_no_other(archive: dict[int, str], buckets: int) -> None:
    files = files_of(archive, buckets)
    words = {word for text in archive.values() for word in text.split()}
    for word in words | {"zz"}:
        wanted = {
            number: dict(unpacked(data))[word.encode()]
            for number, data in packed_all(archive).items()
            if word in archive[number].split()
        }
        assert found_in(files.get(bucket_of(word, buckets), ()), word) == wanted


@given(ARCHIVES, ARCHIVES, BUCKETS)
def test_a_mended_bucket_is_the_one_that_is_bound_anew(was: dict[int, str], now: dict[int, str], buckets: int) -> None:
    before, after = packed_all(was), packed_all(now)
    files = files_of(was, buckets)
    for bucket, differences in changes(before, after, buckets).items():
        files[bucket] = bound(mended(unbound(files.get(bucket, ())), differences))
    assert {bucket: each for bucket, each in files.items() if each} == files_of(now, buckets)


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=60).filter(lambda word: not set(word) & set(",:\n")), st.integers(1, 9)
    )
)
def test_what_is_bound_is_read_again(counts: dict[str, int]) -> None:
    postings = {word: b"".join(postings_of(number)[1] for number in range(count)) for word, count in counts.items()}
    words = {word: data for word, data in postings.items() if word.encode("utf-8", "ignore").decode() == word}
    assert unbound(bound(words)) == words


def test_a_part_is_cut_between_two_words_before_it_grows_too_large() -> None:
    some = b"".join(postings_of(number)[3] for number in range(1000))
    postings: Postings = {"aa": some, "ab": some, "ac": some, "ad": some * 4, "ae": some[:6]}
    listed, *parts = bound(postings)
    assert [len(part) for part in parts] == [6000, 3000, 512 + 8000, 6]
    assert all(
        len(part) <= PART or line.count(",") == 0 for part, line in zip(parts, listed.decode().split("\n"), strict=True)
    )


@given(
    st.sampled_from([1, MANY - 1, MANY, MANY + 1, 3 * MANY]),
    st.integers(1, 300),
    st.integers(0, 1 << 19),
    st.integers(1, 15),
)
def test_a_word_of_many_articles_is_written_in_short(count: int, step: int, first: int, strength: int) -> None:
    numbers = range(first, first + count * step, step)
    data = b"".join(
        postings_of(number % (1 << BITS))[strength] for number in sorted(each % (1 << BITS) for each in numbers)
    )
    listed, part = bound({"aa": data})
    assert unbound((listed, part)) == {"aa": data}
    assert len(part) <= max(WIDTH * count, 512 + 2 * count)


@given(st.sets(st.integers(0, (1 << BITS) - 1), max_size=9), st.integers(0, (1 << BITS) - 1), st.integers(1, 15))
def test_a_posting_comes_and_goes(numbers: set[int], number: int, strength: int) -> None:
    others = b"".join(postings_of(each)[2] for each in sorted(numbers - {number}))
    more = with_one(others, number, strength)
    assert len(more) == len(others) + WIDTH
    assert without(more, number) == others
    assert without(others, number) == others


@given(st.sets(st.text(max_size=3)), st.text(max_size=3))
def test_numbers_differ_and_follow_from_the_ids(ids: set[str], other: str) -> None:
    numbers = numbers_of(ids)
    assert numbers.keys() == ids
    assert len(set(numbers.values())) == len(ids)
    assert all(0 <= number < 1 << BITS for number in numbers.values())
    assert numbers_of(sorted(ids, reverse=True)) == numbers
    more = numbers_of(ids | {other})
    assert sum(more[each] != numbers[each] for each in ids) <= 1  # at most the one that fell together with the new one


def test_two_ids_that_fall_together_have_different_numbers() -> None:
    ids = [digest_bytes(str(place).encode()) for place in range(5000)]
    numbers = numbers_of(ids)
    alone = {each: numbers_of([each])[each] for each in ids}
    moved = [each for each in ids if numbers[each] != alone[each]]
    assert moved
    assert len(set(numbers.values())) == len(ids)


def test_files_grow_with_the_archive() -> None:
    assert shape_of(0).buckets == shape_of(0).cards == 1
    for articles in (1, 100, 1000, 10_000):
        shape = shape_of(articles)
        assert articles / shape.cards <= 8
        assert articles / shape.buckets <= 40
        assert {shape.card_file(0), shape.card_file((1 << BITS) - 1)} == {0, shape.cards - 1}
