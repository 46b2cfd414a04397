"""The shell: a page of the theme with placeholders, into which bodies are poured."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

TOKENS = ("title", "description", "canonical", "head", "body")
_TOKEN = re.compile(r"@@kb:([a-z]+)@@")


class ShellError(ValueError):
    """A shell page does not have the placeholders that it must have."""


@dataclass(frozen=True)
class Shell:
    """A shell cut at its placeholders: text, token, text, …, text.

    Record text is put between the pieces and never searched for placeholders, so a record that
    holds one shows it as it stands.
    """

    pieces: tuple[str, ...]
    depth: int

    @classmethod
    def read(cls, path: Path, depth: int) -> "Shell":
        """Read a shell page that lies `depth` folders below the site's root.

        Raises ShellError if the file is missing or its placeholders are not the expected ones.
        """
        try:
            html = path.read_text(encoding="utf-8")
        except OSError as error:
            raise ShellError(f"the theme built no shell page {path}: {error.strerror}") from error
        pieces = tuple(_TOKEN.split(html))
        if sorted(pieces[1::2]) != sorted(TOKENS):
            raise ShellError(f"{path} should hold each of {', '.join(TOKENS)} once: {pieces[1::2]}")
        return cls(pieces, depth)

    @lru_cache(maxsize=32)  # noqa: B019  # a build has a dozen shells, and they live as long
    def at_depth(self, depth: int) -> "Shell":
        """The same shell for a page that lies deeper or less deep."""
        if depth == self.depth:
            return self
        # The theme's own addresses are relative, and all lead to the root first.
        old, new = '="' + "../" * self.depth, '="' + "../" * depth
        pieces = (
            piece if index % 2 else piece.replace(old, new)
            for index, piece in enumerate(self.pieces)
        )
        return Shell(tuple(pieces), depth)

    def pour(self, *, title: str, description: str, canonical: str, head: str, body: str) -> str:
        """The whole page. `head` and `body` are HTML, the others text that is escaped here."""
        values = {
            "title": escape(title),
            "description": escape(description),
            "canonical": escape(canonical),
            "head": head,
            "body": body,
        }
        return "".join(
            values[piece] if index % 2 else piece for index, piece in enumerate(self.pieces)
        )
