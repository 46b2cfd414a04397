"""Comments that share a line with something else, found from where the scalars stand."""

from collections.abc import Iterable

from kb.source.flaw import Flaw, shown

Span = tuple[int, int]


def inline_comments(text: str, scalars: Iterable[Span], until: int) -> list[Flaw]:
    """Return a flaw for each comment in `text` before index `until` without a line of its own.

    `scalars` are the starts and ends of all scalars, in their order. The parser says nothing of
    comments, but a # that is in no scalar begins one.
    """
    flaws = []
    spans = iter(scalars)
    start, end = next(spans, (until, until))
    at = text.find("#", 0, until)
    while at >= 0:
        while end <= at:
            start, end = next(spans, (until, until))
        if start <= at:
            after = end
        else:
            line_start = text.rfind("\n", 0, at) + 1
            after = text.find("\n", at) % (len(text) + 1)
            if text[line_start:at].strip(" "):
                flaws.append(_flaw(text, line_start, at, after))
        at = text.find("#", after, until)
    return flaws


def _flaw(text: str, line_start: int, at: int, line_end: int) -> Flaw:
    return Flaw(
        text.count("\n", 0, at) + 1,
        at - line_start + 1,
        "inline-comment",
        f"{shown(text[at:line_end])} is a comment and not part of the value",
        "put the value in quotes if it goes on, or give the comment a line of its own",
    )
