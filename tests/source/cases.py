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
    12: case("a number of 5,000 digits", f"count: {'7' * 5000}\n", (1, 8, "ambiguous-number")),
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
    27: case("text that begins with an exclamation mark", "note: !important\n", (1, 7, "tag")),
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
    50: case("a quotation mark that is never closed", 'a: b\nc: "d\ne: f\n', (2, 4, "yaml-syntax")),
    51: case("text that begins with an at sign", "name: @x\n", (1, 7, "yaml-syntax")),
}

MORE: list[Case] = [
    # Words, numbers and dates
    case(
        "y and N, which PyYAML keeps as text and YAML 1.1 does not",
        "axes: [x, y, N]\n",
        (1, 11, "ambiguous-bool"),
        (1, 14, "ambiguous-bool"),
    ),
    case(
        "True and FALSE, which are not lower-case",
        "a: True\nb: FALSE\n",
        (1, 4, "ambiguous-bool"),
        (2, 4, "ambiguous-bool"),
    ),
    case(
        "octal and binary numbers",
        "a: 0o17\nb: 0b101\nc: -0o7\n",
        (1, 4, "ambiguous-number"),
        (2, 4, "ambiguous-number"),
        (3, 4, "ambiguous-number"),
    ),
    case(
        "numbers without a digit on each side of the point",
        "a: .5\nb: 1.\nc: -.5\nd: +0.5\n",
        (1, 4, "ambiguous-number"),
        (2, 4, "ambiguous-number"),
        (3, 4, "ambiguous-number"),
        (4, 4, "ambiguous-number"),
    ),
    case(
        "decimals with a leading zero or an exponent",
        "a: 01.5\nb: 1.5e3\nc: 4E-2\n",
        (1, 4, "ambiguous-number"),
        (2, 4, "ambiguous-number"),
        (3, 4, "ambiguous-number"),
    ),
    case("a commit that looks like a number", "commit: 12e4567\n", (1, 9, "ambiguous-number")),
    case(
        "numbers of more than 18 digits",
        "a: 1234567890123456789\nb: 0.1234567890123456789\n",
        (1, 4, "ambiguous-number"),
        (2, 4, "ambiguous-number"),
    ),
    case(
        "a number cut in two by a comma in a list",
        "costs: [1,000]\n",
        (1, 11, "ambiguous-number"),
    ),
    case(
        "a date with an hour",
        "a: 2024-01-05T12\nb: 2024-01-05 9:30\n",
        (1, 4, "ambiguous-date"),
        (2, 4, "ambiguous-date"),
    ),
    case("29 February in a year without it", "from: 2023-02-29\n", (1, 7, "bad-date")),
    case("the default key of YAML 1.1", "a: =\n", (1, 4, "merge-key")),
    case(
        "no value between brackets",
        "a: {b, c: }\n",
        (1, 6, "empty-value"),
        (1, 11, "empty-value"),
    ),
    case("a | without text", "a: |\nb: c\n", (1, 4, "empty-value")),
    # Keys
    case("a number as a key", "2018: a\n", (1, 1, "key-not-text")),
    case("a truth value as a key", "true: a\n", (1, 1, "key-not-text")),
    case("a date as a key", "2018-04-09: a\n", (1, 1, "key-not-text")),
    case("a list as a key", "? [a]\n: b\n", (1, 3, "key-not-text")),
    case("null as a key", "~: a\n", (1, 1, "empty-value")),
    case("a key with no value", "? a\n", (2, 1, "empty-value")),
    case(
        "a key three times, once in quotes",
        "a: 1\n'a': 2\n\"\\x61\": 3\n",
        (2, 1, "duplicate-key"),
        (3, 1, "duplicate-key"),
    ),
    case("a key twice between brackets", "a: {b: 1, b: 2}\n", (1, 11, "duplicate-key")),
    # Anchors, aliases, tags, directives, documents
    case("an anchor before a key", "&a b: c\n", (1, 1, "anchor")),
    case("text that begins with an ampersand", "name: &Partners\n", (1, 7, "anchor")),
    case("an ampersand that cannot be an anchor", "name: & Co\n", (1, 7, "anchor")),
    case("the tag that has no name", "a: ! 12\nb: ! [c]\n", (1, 4, "tag"), (2, 4, "tag")),
    case("a tag with an unknown handle", "a: !b!c d\n", (1, 4, "tag")),
    case("a tag that is not closed", "a: !<b c\n", (1, 4, "tag")),
    case("an unknown directive", "%FOO\n---\na: b\n", (1, 1, "directive")),
    case("a later version", "%YAML 2.0\n---\na: b\n", (1, 1, "directive")),
    case("a handle for tags", "%TAG ! x:\n---\na: b\n", (1, 1, "directive")),
    case("a line that ends the document", "a: b\n...\n", (2, 1, "many-documents")),
    case("two lines that begin a document", "---\n---\na: b\n", (1, 1, "empty-file")),
    case("comments alone", "# a\n\n# b\n", (1, 1, "empty-file")),
    case("the begin of a document alone", "---\n", (1, 1, "empty-file")),
    case("one text", "a\n", (1, 1, "root-not-mapping")),
    case("no space after the colon", "name:value\n", (1, 1, "root-not-mapping")),
    case(
        "a list of records, each with a flaw",
        "- a: no\n- a: 010\n",
        (1, 1, "root-not-mapping"),
        (1, 6, "ambiguous-bool"),
        (2, 6, "ambiguous-number"),
    ),
    # Bytes and characters
    case("UTF-16 without a mark", "name: a\n".encode("utf-16-le"), (1, 1, "not-utf8")),
    case("UTF-32", "name: a\n".encode("utf-32"), (1, 1, "not-utf8")),
    case("half a character", b"a: \xed\xa0\x80\n", (1, 4, "not-utf8")),
    case("a slash in too many bytes", b"a: \xc0\xaf\n", (1, 4, "not-utf8")),
    case("a character that was lost before", "a: Orl\ufffdans\n", (1, 7, "not-utf8")),
    case("a byte order mark inside", "a: b\n\ufeffc: d\n", (2, 1, "invisible-character")),
    case(
        "controls beyond ASCII, and codes that are no characters",
        "a: \x7f\nb: \x9b\nc: \ufdd0\nd: \uffff\ne: \U0001fffe\n",
        (1, 4, "control-character"),
        (2, 4, "control-character"),
        (3, 4, "control-character"),
        (4, 4, "control-character"),
        (5, 4, "control-character"),
    ),
    case(
        "the other ends of a line in YAML 1.1",
        "a: b\x85c\nd: e\u2029f\n",
        (1, 5, "line-separator"),
        (2, 5, "line-separator"),
    ),
    case(
        "marks, embeddings and isolates of direction",
        "a: b\u200e\nc: d\u061c\ne: \u202bf\ng: \u2067h\n",
        (1, 5, "bidi-control"),
        (2, 5, "bidi-control"),
        (3, 4, "bidi-control"),
        (4, 4, "bidi-control"),
    ),
    case(
        "a soft hyphen, a filler, a variation selector, a tag character",
        "a: b\u00adc\nd: \u3164\ne: \u2764\ufe0f\nf: g\U000e0041\n",
        (1, 5, "invisible-character"),
        (2, 4, "invisible-character"),
        (3, 5, "invisible-character"),
        (4, 5, "invisible-character"),
    ),
    case("a joiner between Latin letters", "a: b\u200dc\n", (1, 5, "invisible-character")),
    case(
        "a non-joiner at the end of a word",
        "a: \u0645\u06cc\u200c\n",
        (1, 6, "invisible-character"),
    ),
    case(
        "a joiner between letters of two scripts",
        "a: \u0645\u200c\u0915\n",
        (1, 5, "invisible-character"),
    ),
    case(
        "characters that escapes bring in",
        'a: "b\\u202ec"\nd: "\\0"\ne: "\\u200b"\nf: "\\N"\ng: "\\t"\n',
        (1, 4, "bidi-control"),
        (2, 4, "control-character"),
        (3, 4, "invisible-character"),
        (4, 4, "line-separator"),
        (5, 4, "tab"),
    ),
    case(
        "a tab before a comment and one in quotes",
        "a: b\t# c\nd: 'e\tf'\n",
        (1, 5, "tab"),
        (1, 6, "inline-comment"),
        (2, 6, "tab"),
    ),
    case("CRLF and CR in one file", "a: b\r\nc: d\re: f\n", (1, 5, "crlf"), (2, 5, "crlf")),
    # Depth
    case("30,000 lists in lists", "- " * 30_000 + "a\n", (1, 49, "too-deep")),
    case(
        "mappings between brackets",
        "{a: " * 15_000,
        (1, 97, "too-deep"),
        (1, 60_001, "no-final-newline"),
    ),
    case(
        "mappings by indentation",
        "".join(" " * depth + "a:\n" for depth in range(300)),
        (25, 25, "too-deep"),
    ),
    case("keys in keys", "? " * 30_000 + "a\n", (1, 49, "too-deep")),
    case(
        "a flaw before the depth",
        f"a: no\nb: {'[' * 24}\n",
        (1, 4, "ambiguous-bool"),
        (2, 27, "too-deep"),
    ),
    # Comments
    case("a comment after a text in quotes", "a: 'b' # c\n", (1, 8, "inline-comment")),
    case("a comment without a space before it", 'a: "b"#c\n', (1, 7, "inline-comment")),
    case("a comment after brackets", "a: [b] # c\n", (1, 8, "inline-comment")),
    case("a comment between brackets", "a: [b, # c\n  d]\n", (1, 8, "inline-comment")),
    case("a comment after the sign of a text", "a: | # b\n  c # d\n", (1, 6, "inline-comment")),
    case(
        "a sign of a text and a comment, and the file is at its end",
        "a: | #b",
        (1, 6, "inline-comment"),
        (1, 8, "no-final-newline"),
    ),
    case("a comment after a key", "a: # b\n  c: d\n", (1, 4, "inline-comment")),
    case("a value that is a comment", "tag: #surveillance\n", (1, 6, "inline-comment")),
    case("a comment after the begin", "--- # a\nb: c\n", (1, 5, "inline-comment")),
    # Syntax
    case("a list that is not closed", "a: [b, c\nd: e\n", (1, 4, "yaml-syntax")),
    case("a mapping that is not closed", "a: {b: c\n", (1, 4, "yaml-syntax")),
    case("a bracket that was never opened", "a: ]\n", (1, 4, "yaml-syntax")),
    case("an apostrophe in single quotes", "a: 'it's'\n", (1, 8, "yaml-syntax")),
    case("text after a quotation", 'a: "b" c\n', (1, 8, "yaml-syntax")),
    case("a percent sign first", "a: %b\n", (1, 4, "yaml-syntax")),
    case("a backtick first", "a: `b`\n", (1, 4, "yaml-syntax")),
    case("a list item in the line of its key", "a: - b\n", (1, 4, "yaml-syntax")),
    case("text in the line of a >", "a: >b\n  c\n", (1, 5, "yaml-syntax")),
    case("a line without a colon", "a: b\nc\nd: e\n", (2, 1, "yaml-syntax")),
    case("a key that is indented too far", "a: b\n  c: d\n", (2, 4, "yaml-syntax")),
    case("a key that is indented too little", "  a: b\nc: d\n", (2, 1, "yaml-syntax")),
    case("an item that is indented too little", "a:\n  - b\n - c\n", (3, 2, "yaml-syntax")),
    case(
        "a flaw before the end of sense",
        "a: no\nb: @c\n",
        (1, 4, "ambiguous-bool"),
        (2, 4, "yaml-syntax"),
    ),
    case("a # after the end of sense", "a: @b\nc: 'd # e'\n", (1, 4, "yaml-syntax")),
    case("a tab that spoils the indentation", "a:\n  b: c\n\td: e\n", (3, 1, "tab")),
    # What libyaml takes and other programs do not, or not alike
    case("quoted text that goes on without indentation", "a: 'b\nc'\n", (2, 1, "yaml-syntax")),
    case("a bracket that is closed without indentation", "a: [\n  b\n]\n", (3, 1, "yaml-syntax")),
    case("a bracket that is closed below its item", "a:\n- [b,\nc]\n", (3, 1, "yaml-syntax")),
    case("a lone dash between brackets", "a: [-]\n", (1, 5, "yaml-syntax")),
    case("a question mark between brackets", "a: [Who? We., b]\n", (1, 5, "yaml-syntax")),
    case("a question mark before a key between brackets", "a: [?b: c]\n", (1, 5, "yaml-syntax")),
    case("a number after the sign of a text", "a: |2\n    b\n", (1, 4, "yaml-syntax")),
    case("the sign of a text below its key", "a:\n|\n b\n", (2, 1, "yaml-syntax")),
    case("a backslash before an empty line", 'a: "b\\\n\n  c"\n', (1, 4, "yaml-syntax")),
    # Much at once
    case(
        "flaws of all steps in one pass",
        "\ufeffname: Palan\u200btir\r\nactive: yes\t\r\nfrom: 2024-02-30 # or so\r\nname: &a b\r\nid:",
        (1, 1, "bom"),
        (1, 12, "invisible-character"),
        (1, 16, "crlf"),
        (2, 9, "ambiguous-bool"),
        (2, 12, "tab"),
        (3, 7, "bad-date"),
        (3, 18, "inline-comment"),
        (4, 1, "duplicate-key"),
        (4, 7, "anchor"),
        (5, 4, "empty-value"),
        (5, 4, "no-final-newline"),
    ),
]
