"""The pages of the periodical's own parts: volumes and issues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from backfile.archive.serial import Issue, Volume
from backfile.site.addresses import VOLUMES, issue_address, volume_address
from backfile.site.desk import Desk
from backfile.site.fragments import IssueEntryView, LinkView, ShortProseView, VolumeEntryView
from backfile.site.issue_entries import covers_of, issue_entry, trail_of_issue
from backfile.site.linked_pages import issue_data, volume_data
from backfile.site.pages import Page
from backfile.site.views import IssueView, VolumesView, VolumeView


def serial_pages(desk: Desk) -> Iterator[Page]:
    """The list of volumes, each volume and each issue."""
    yield Page(
        permalink=VOLUMES,
        template="volumes.html",
        source="the list of volumes",
        basis=(desk.catalogue.articles, desk.catalogue.holdings.issues, covers_of(desk)),
        compose=partial(_volumes_view, desk),
    )
    volumes = desk.catalogue.volumes
    for at, volume in enumerate(volumes):
        around = (_at(desk, volumes, at + 1), _at(desk, volumes, at - 1))
        first, *_ = (*volume.articles, *(article for issue in volume.issues for article in issue.articles))
        source = f"volume {volume.number} (as in {first.prose.file})"
        yield Page(
            permalink=volume_address(volume.number),
            template="volume.html",
            source=source,
            basis=(volume.number, _entries(desk, volume.issues), volume.articles, *around),
            compose=partial(_volume_view, desk, volume, *around),
        )
    issues = desk.catalogue.all_issues
    for at, issue in enumerate(issues):
        cover = desk.gallery.figure(issue.entry.cover)
        around = (_issue_at(desk, issues, at + 1), _issue_at(desk, issues, at - 1))
        yield Page(
            permalink=issue_address(issue.volume, issue.number),
            template="issue.html",
            source=f"{_named(issue)} (as in {issue.articles[0].prose.file})",
            basis=(issue.volume, issue.number, issue.articles, issue.entry, cover, *around),
            compose=partial(_issue_view, desk, issue, *around),
        )


def _named(issue: Issue) -> str:
    return f"volume {issue.volume}, issue {issue.number}" if issue.volume else f"issue {issue.number}"


def _at(desk: Desk, volumes: Sequence[Volume], place: int) -> LinkView | None:
    return desk.volume_link(volumes[place].number) if 0 <= place < len(volumes) else None


def _issue_at(desk: Desk, issues: Sequence[Issue], place: int) -> LinkView | None:
    return desk.link_to_issue(issues[place]) if 0 <= place < len(issues) else None


def _entries(desk: Desk, issues: Sequence[Issue]) -> tuple[IssueEntryView, ...]:
    return tuple(issue_entry(desk, issue) for issue in issues)


def _volumes_view(desk: Desk) -> VolumesView:
    return VolumesView(
        site=desk.site,
        page=desk.frame(VOLUMES, desk.words.say("volumes")),
        volumes=tuple(
            VolumeEntryView(
                label=desk.words.say("volume", volume.number),
                address=volume_address(volume.number),
                count=volume.count,
                issues=_entries(desk, volume.issues),
            )
            for volume in desk.catalogue.volumes
        ),
        issues=_entries(desk, desk.catalogue.issues),
    )


def _volume_view(desk: Desk, volume: Volume, previous: LinkView | None, following: LinkView | None) -> VolumeView:
    link = desk.volume_link(volume.number)
    return VolumeView(
        site=desk.site,
        page=replace(desk.frame(link.address, link.label), trail=trail_of_issue(desk, "")),
        heading=link.label,
        issues=_entries(desk, volume.issues),
        articles=desk.entries(volume.articles),
        previous=previous,
        next=following,
        linked_data=volume_data(desk, volume),
    )


def _issue_view(desk: Desk, issue: Issue, previous: LinkView | None, following: LinkView | None) -> IssueView:
    link = desk.issue_link(issue.volume, issue.number)
    feeds = desk.feeds_of(link.address, issue.articles, desk.settings.feeds.issues)
    entry = issue.entry
    title = f"{link.label}: {entry.title}" if entry.title else link.label
    return IssueView(
        site=desk.site,
        page=replace(desk.frame(link.address, title, feeds=feeds), trail=trail_of_issue(desk, issue.volume)),
        heading=link.label,
        title=entry.title,
        volume=desk.volume_link(issue.volume) if issue.volume else None,
        date=desk.date(issue.date),
        cover=desk.gallery.figure(entry.cover),
        editors=desk.credits(entry.editors),
        note=ShortProseView(markdown=entry.note) if entry.note else None,
        articles=desk.entries(issue.articles),
        previous=previous,
        next=following,
        linked_data=issue_data(desk, issue),
    )
