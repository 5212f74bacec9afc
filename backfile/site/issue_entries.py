"""Issues as other pages show them: a line of a list with its cover, and the way down to an issue."""

from __future__ import annotations

from backfile.archive.serial import Issue
from backfile.site.addresses import VOLUMES, issue_address
from backfile.site.desk import Desk
from backfile.site.fragments import IssueEntryView, LinkView
from backfile.site.image_fragments import ImageView


def issue_entry(desk: Desk, issue: Issue, *, in_full: bool = False) -> IssueEntryView:
    """An issue as a line of a list; its name is in full where the list is not that of its volume."""
    own = desk.words.say("issue", issue.number)
    return IssueEntryView(
        label=desk.issue_link(issue.volume, issue.number).label if in_full else own,
        address=issue_address(issue.volume, issue.number),
        count=len(issue.articles),
        title=issue.entry.title,
        date=desk.date(issue.date),
        cover=desk.gallery.figure(issue.entry.cover),
    )


def covers_of(desk: Desk) -> tuple[ImageView | None, ...]:
    """What is known of the covers that the register of issues names."""
    return tuple(desk.gallery.image(each.cover.src) for each in desk.catalogue.holdings.issues if each.cover)


def trail_of_issue(desk: Desk, volume: str) -> tuple[LinkView, ...]:
    """What stands above an issue of a volume, or above one of none."""
    return (volumes_link(desk), desk.volume_link(volume)) if volume else (volumes_link(desk),)


def volumes_link(desk: Desk) -> LinkView:
    """The list of all volumes."""
    return LinkView(label=desk.words.say("volumes"), address=VOLUMES)
