"""Long lists of articles, and the pages that they are divided into."""

from __future__ import annotations

from collections.abc import Sequence

from backfile.archive.article import Article
from backfile.frozen import frozen
from backfile.site.addresses import page_of_list
from backfile.site.fragments import LinkView, PaginationView

_FEW = 10
_MOST_ROUND_NUMBERS = 20
_NEIGHBOURS = 2


@frozen
class LongList:
    """A list that begins at an address, with so many articles on a page."""

    address: str
    articles: Sequence[Article]
    per_page: int

    @property
    def numbers(self) -> range:
        """The numbers of its pages, at least one."""
        return range(1, max(1, -(-len(self.articles) // self.per_page)) + 1)

    def part(self, number: int) -> Sequence[Article]:
        """The articles on one of its pages."""
        return self.articles[(number - 1) * self.per_page : number * self.per_page]

    def pagination(self, number: int) -> PaginationView:
        """The place of one page among the others."""
        last = len(self.numbers)
        return PaginationView(
            number=number,
            count=last,
            previous=page_of_list(self.address, number - 1) if number > 1 else "",
            next=page_of_list(self.address, number + 1) if number < last else "",
            pages=tuple(
                LinkView(label=str(each), address=page_of_list(self.address, each)) for each in _offered(number, last)
            ),
        )


def _offered(number: int, count: int) -> list[int]:
    """The pages of a list that one of them links to: the ends, the neighbours, and round numbers between them."""
    if count < _FEW:
        return list(range(1, count + 1))
    step = 10
    while count // step > _MOST_ROUND_NUMBERS:
        step *= 10
    near = range(max(1, number - _NEIGHBOURS), min(count, number + _NEIGHBOURS) + 1)
    return sorted({1, count, *near, *range(step, count, step)})
