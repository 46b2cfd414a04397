"""Files that the reader refuses: what each holds, and the codes with line and column it must get.

The first table follows the project's list of bad inputs by its numbers, the second has those that
were found beside it. A case has all flaws of its file, in the order of the file.
"""

from typing import NamedTuple

Place = tuple[int, int, str]


class Case(NamedTuple):
    """A file, and every flaw that it must get."""

    title: str
    data: bytes
    flaws: tuple[Place, ...]


def case(title: str, data: str | bytes, *flaws: Place) -> Case:
    """Return the case; text is written as UTF-8."""
    return Case(title, data.encode() if isinstance(data, str) else data, flaws)


ALIAS_BOMB = """\
a: &a [x, x]
b: &b [*a, *a]
c: [*b, *b]
"""
MERGE_BOMB = """\
a: &a {x: 1}
b:
  <<: [*a, *a]
"""
LARGE = "name: x\n" + "# a comment of forty characters, or so.\n" * 1639

BAD_INPUTS: dict[int, Case] = {
    1: case("NO without quotes", "country: NO\n", (1, 10, "ambiguous-bool")),
    2: case(
        "yes and off without quotes",
        "visible: yes\nalarm: [on, off]\n",
        (1, 10, "ambiguous-bool"),
        (2, 9, "ambiguous-bool"),
        (2, 13, "ambiguous-bool"),
    ),
    3: case("on as a key", "name: x\non: 2018\n", (2, 1, "ambiguous-bool")),
    4: case("a number with a leading zero", "count: 010\n", (1, 8, "ambiguous-number")),
    5: case("a postcode with a leading zero", "postcode: 02139\n", (1, 11, "ambiguous-number")),
    6: case("a time of day", "opens: 12:30\n", (1, 8, "ambiguous-number")),
    7: case("a number with an underscore", "count: 1_000\n", (1, 8, "ambiguous-number")),
    8: case("a hexadecimal number", "count: 0x1F\n", (1, 8, "ambiguous-number")),
    9: case("a number with an exponent", "count: 1e3\n", (1, 8, "ambiguous-number")),
    10: case(
        "infinity and not-a-number",
        "high: .inf\nlow: -.INF\nnone: .NaN\n",
        (1, 7, "ambiguous-number"),
        (2, 6, "ambiguous-number"),
        (3, 7, "ambiguous-number"),
    ),
    11: case("a telephone number", "phone: +4930123\n", (1, 8, "ambiguous-number")),
    12: case(
        "a number of 5,000 digits", f"count: {'7' * 5000}\n", (1, 8, "ambiguous-number")
    ),
    13: case("30 February", "from: 2024-02-30\n", (1, 7, "bad-date")),
    14: case("a thirteenth month", "from: 2024-13-01\n", (1, 7, "bad-date")),
    15: case("the year 0", "from: 0000-01-01\n", (1, 7, "bad-date")),
    16: case("a date with single digits", "from: 2024-1-5\n", (1, 7, "ambiguous-date")),
    17: case(
        "timestamps",
        "from: 2024-01-05T12:30:00Z\nuntil: 2024-01-05 12:30:00\n",
        (1, 7, "ambiguous-date"),
        (2, 8, "ambiguous-date"),
    ),
    18: case(
        "nothing after a colon and after a dash",
        "name:\ncites:\n- \n- a\n",
        (1, 6, "empty-value"),
        (3, 2, "empty-value"),
    ),
    19: case(
        "null in each of its spellings",
        "a: ~\nb: null\nc: Null\nd: NULL\n",
        (1, 4, "empty-value"),
        (2, 4, "empty-value"),
        (3, 4, "empty-value"),
        (4, 4, "empty-value"),
    ),
    20: case("a key twice", "name: a\ncity: b\nname: c\n", (3, 1, "duplicate-key")),
    21: case(
        "a merge key",
        "base: a\nplace:\n  <<: {city: b}\n",
        (3, 3, "merge-key"),
    ),
    22: case(
        "an alias bomb",
        ALIAS_BOMB,
        (1, 4, "anchor"),
        (2, 4, "anchor"),
        (2, 8, "alias"),
        (2, 12, "alias"),
        (3, 5, "alias"),
        (3, 9, "alias"),
    ),
    23: case(
        "a merge bomb",
        MERGE_BOMB,
        (1, 4, "anchor"),
        (3, 3, "merge-key"),
        (3, 8, "alias"),
        (3, 12, "alias"),
    ),
    24: case("a list that holds itself", "a: &a [*a]\n", (1, 4, "anchor"), (1, 8, "alias")),
    25: case("text that begins with an asterisk", "name: *foo*\n", (1, 7, "alias")),
    26: case(
        "a tag that makes a Python object",
        "name: !!python/object/apply:os.system [id]\n",
        (1, 7, "tag"),
    ),
    27: case("text that begins with an exclamation mark", "note: !important\n", (1, 7, "empty-value"), (1, 7, "tag")),
    28: case("a binary value", "photo: !!binary aGVsbG8=\n", (1, 8, "tag")),
    29: case("two documents", "name: a\n---\nname: b\n", (2, 1, "many-documents")),
    30: case("a directive", "%YAML 1.1\n---\nname: a\n", (1, 1, "directive")),
    31: case("an empty file", "", (1, 1, "empty-file")),
    32: case("a list instead of a record", "- a\n- b\n", (1, 1, "root-not-mapping")),
    33: case("a tab as indentation", "place:\n\tcity: a\n", (2, 1, "tab")),
    34: case("CRLF line ends", "name: a\r\ncity: b\r\n", (1, 8, "crlf")),
    35: case("a lone CR", "name: a\rcity: b\n", (1, 8, "crlf")),
    36: case("a line separator", "name: a\u2028b\n", (1, 8, "line-separator")),
    37: case("a byte order mark", "\ufeffname: a\n", (1, 1, "bom")),
    38: case("UTF-16", "name: a\n".encode("utf-16"), (1, 1, "not-utf8")),
    39: case("Latin-1", "name: a\ncity: Orléans\n".encode("latin-1"), (2, 10, "not-utf8")),
    40: case("a NUL", "name: a\0b\n", (1, 8, "control-character")),
    41: case("an ESC", "name: \x1b[31mred\n", (1, 7, "control-character")),
    42: case("a right-to-left override", "name: a\u202eb\n", (1, 8, "bidi-control")),
    43: case("a zero-width space", "name: Palan\u200btir\n", (1, 12, "invisible-character")),
    44: case("30,000 brackets", "[" * 30_000, (1, 25, "too-deep"), (1, 30_001, "no-final-newline")),
    45: case("more than 64 KiB", LARGE, (1, 1, "too-big")),
    46: case("a mapping as a key", "{a: 1}: 2\n", (1, 1, "key-not-text")),
    47: case("no line end at the end", "name: a\ncity: b", (2, 8, "no-final-newline")),
    48: case("a value that a # cuts", "name: foo #bar\n", (1, 11, "inline-comment")),
    49: case("two colons in a line", "a: b: c\n", (1, 5, "yaml-syntax")),
    50: case("a quotation mark that is never closed", "a: b\nc: \"d\ne: f\n", (2, 4, "yaml-syntax")),
    51: case("text that begins with an at sign", "name: @x\n", (1, 7, "yaml-syntax")),
}
