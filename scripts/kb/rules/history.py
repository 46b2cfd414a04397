"""Rules on what was published before: pure functions from the records and the past to problems.

Each is named after its code; its docstring is its paragraph on the rules page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.knowledge import KnowledgeBase
from kb.outline import Outline
from kb.problem import Problem

_SAME_SOURCES = 0.5  # of all addresses that either of two records has


@dataclass(frozen=True, slots=True)
class Past:
    """A record as it stood in the repository before: what is needed to know it again."""

    path: str
    kind: str
    id: str
    name: str
    addresses: frozenset[str]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class History:
    """What the repository knows of the past.

    `lost` are the records whose files are gone, `tombstones` the records that were withdrawn and
    whose files exist now. `note` says why nothing is known, and is empty where something is.
    """

    lost: tuple[Past, ...] = ()
    tombstones: tuple[Past, ...] = ()
    note: str = ""


HistoryRule = Callable[[KnowledgeBase, History], Iterator[Problem]]


def deleted_without_tombstone(base: KnowledgeBase, history: History) -> Iterator[Problem]:
    """A record was deleted.

    Every address that was ever published keeps resolving. Bring the file back and say in
    `withdrawn` when and why the record no longer stands; its page stays as a tombstone.
    """
    for past in _without_successor(base, history):
        if _successor(base, past) is None:
            yield Problem(
                past.path,
                1,
                1,
                "deleted-without-tombstone",
                f"the record '{past.id}' was published and is gone",
                "bring the file back and add 'withdrawn: {date: …, reason: …}' to it",
            )


def renamed_without_redirect(base: KnowledgeBase, history: History) -> Iterator[Problem]:
    """A record has a new id and does not name the old one.

    It is the same record if it has the same name, or most of the same sources. Add the old id to
    its `former_ids`, so that the old address leads to the new one.
    """
    for past in _without_successor(base, history):
        successor = _successor(base, past)
        if successor is not None:
            yield Problem(
                past.path,
                1,
                1,
                "renamed-without-redirect",
                f"this is {successor.path} now, and the old address leads nowhere",
                f"add 'former_ids: [{past.id}]' to {successor.path}",
            )


def id_reused(base: KnowledgeBase, history: History) -> Iterator[Problem]:
    """The id of a record that was withdrawn is in use again.

    Whoever cited the old address would be shown something else. Give the new record another id,
    and leave the tombstone where it is.
    """
    for past in history.tombstones:
        outline = base.outlines.get(past.id)
        if outline is not None and outline.path == past.path and not outline.withdrawn:
            yield Problem(
                past.path,
                1,
                1,
                "id-reused",
                f"the record '{past.id}' was withdrawn, and ids are never given again",
                "bring 'withdrawn' back, and put the new record under another id",
            )


HISTORY_RULES: tuple[HistoryRule, ...] = (
    deleted_without_tombstone,
    renamed_without_redirect,
    id_reused,
)


def findings(base: KnowledgeBase, history: History) -> list[Problem]:
    """Everything that the rules on the past say."""
    return [each for rule in HISTORY_RULES for each in rule(base, history)]


def _without_successor(base: KnowledgeBase, history: History) -> Iterator[Past]:
    """The lost records whose addresses nothing has: by its id, or as a former id, in its folder."""
    known = {
        (each.kind, id_) for each in base.outlines.values() for id_ in (each.id, *each.former_ids)
    }
    for past in history.lost:
        # A jurisdiction of ISO 3166 has its page without a file too.
        by_code = past.kind == "jurisdiction" and base.territory.knows(past.id)
        if (past.kind, past.id) not in known and past.id not in base.unread and not by_code:
            yield past


def _successor(base: KnowledgeBase, past: Past) -> Outline | None:
    """The record that the lost one seems to have become."""
    for outline in base.of_kind(past.kind):
        if past.name and outline.name == past.name:
            return outline
        addresses = {url for _, url, _ in outline.sources}
        shared = len(addresses & past.addresses)
        if shared and shared >= _SAME_SOURCES * len(addresses | past.addresses):
            return outline
    return None
