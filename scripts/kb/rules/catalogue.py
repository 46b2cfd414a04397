"""Every code that a problem can carry, each with its paragraph: the rules page is made from this."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import cleandoc
from typing import Any

from kb.rules.history import HISTORY_RULES
from kb.rules.knowledge import KNOWLEDGE_RULES
from kb.rules.record import RECORD_RULES

_FILES = {
    "no-data": """The folder `data` is missing: this is not the project's folder. Change to it, or
        name it with `--root`.""",
    "unread-file": """A file or a folder under `data/` that nothing reads. Records are
        `data/<kind>/<id>.yaml`, directly in the kind's folder, and end in `.yaml`, not `.yml`. A
        file that cannot be opened gets this code too.""",
    "not-regular": """A symbolic link, a device, or the pointer that Git LFS leaves in place of a
        file. Put the file itself there.""",
    "name-collision": """Two files whose names some computers cannot tell apart: `A.yaml` beside
        `a.yaml`, one accent written in two ways, or one id in two folders. An id stands once in the
        whole knowledge base.""",
}
_READER = {
    "ambiguous-bool": """`yes`, `no`, `on`, `off` and their like are truth values to programs that
        read YAML 1.1, and text to those that read YAML 1.2. Norway's code is the best-known
        victim. Put text in quotes; write truth values as `true` and `false`.""",
    "ambiguous-number": """A number that programs read differently, or not at all: `010` is ten or
        eight, `12:30` is a text or 750, `1_000`, `0x1F`, `1e3` and `.inf` are numbers to some. A
        number with more than 18 digits is not kept exactly. Put it in quotes if it is a name, a
        code or a time; else write plain digits.""",
    "ambiguous-date": """A date with single digits (`2024-1-5`) or with a time of day is a point in
        time to some programs and text to others. Write `2024-01-05`.""",
    "bad-date": """A day that the calendar does not have, a month above 12, the year 0, or a year
        where a full date is wanted.""",
    "empty-value": """A key without a value, `~`, `null`, an empty text where there must be one, or
        an empty list where there must be an item. Leave out a key for which you have nothing; say
        what you looked for in `not_found`.""",
    "duplicate-key": """A key stands twice in one mapping. Programs keep the first or the last of the
        two without a word. The message names the line of the first.""",
    "merge-key": """`<<` copies another mapping into this one in YAML 1.1 and is a plain key in YAML
        1.2. Write the keys out.""",
    "anchor": """`&name` gives a value a name, to be repeated elsewhere. Records repeat nothing: write
        the value out. Put a text that begins with `&` in quotes.""",
    "alias": """`*name` repeats a value that has a name. Write the value out. Put a text that begins
        with `*` in quotes.""",
    "tag": """`!name` changes the type of a value, and in some programs runs code. Delete it. Put a
        text that begins with `!` in quotes.""",
    "directive": """A line that begins with `%` instructs the parser. Delete it.""",
    "many-documents": """A second document begins, after `---` or `...`. One file holds one
        record.""",
    "empty-file": """The file holds nothing but white space or comments.""",
    "root-not-mapping": """The file is a list or a single value. A record is lines of `key: value`.""",
    "key-not-text": """A key that is a number, a truth value, a list or a mapping. Put it in
        quotes.""",
    "too-deep": """More than 24 lists and mappings stand within each other. No record needs that;
        a file that does it breaks parsers.""",
    "too-big": """The file is larger than 64 KiB. Split it into several records.""",
    "tab": """A tab. Programs disagree on how wide it is and where it may stand. Use spaces.""",
    "crlf": """A line ends in CR LF, as Windows writes it, or in CR alone. Save the file with LF line
        ends.""",
    "line-separator": """A character that ends a line for some programs and not for others: U+0085,
        U+2028 or U+2029.""",
    "bom": """The file begins with a byte order mark, which some editors add unasked. Save it as UTF-8
        without BOM.""",
    "not-utf8": """The file is not UTF-8, or holds a character that was lost in a conversion. Save it
        as UTF-8.""",
    "control-character": """A character that moves the cursor, rings the bell or does anything else
        but be read. It also counts when an escape such as `\\e` in double quotes makes it.""",
    "bidi-control": """A character that changes the order in which text is shown, so that a reader
        sees something else than a program does.""",
    "invisible-character": """A character that nobody sees, so that two equal-looking texts differ.
        Joiners may stand between two letters of a script that needs them.""",
    "no-final-newline": """The last line has no line end. Most editors add it when told to.""",
    "inline-comment": """A comment on the line of a value. Often it is none: in `name: foo #bar` the
        name is cut to `foo`. Put the value in quotes, or the comment on a line of its own.""",
    "yaml-syntax": """This is not YAML. The line and the column are the place to mend. The usual
        causes are a text with `: ` in it that is not in quotes, a quotation mark that is not
        closed, and wrong indentation.""",
}
_FORM = {
    "unknown-key": """A key that this mapping does not have. The hint names the nearest that it
        has.""",
    "missing-key": """A key that must be there is not. The line is that of the mapping that lacks
        it.""",
    "not-in-list": """A word that is not in the closed list of this field. Case counts.""",
    "want-text": """Text is wanted, and something else stands there. A number that is a name or a
        code needs quotes: `1.10` without them is the number 1.1.""",
    "want-number": """A number is wanted, without quotes; a whole number where something is
        counted.""",
    "want-date": """A date is wanted: a year, a month or a day, as precise as the source is.""",
    "want-list": """A list is wanted, and a single value stands there. A list of one is `[one]`.""",
    "want-mapping": """Keys and values are wanted, and a single value or a list stands there.""",
    "bad-format": """The text does not have the form of its field: an id, a date, a code, a single
        line without white space at its ends. The hint says which form. Digits are those of ASCII.""",
    "out-of-range": """A number is too large or too small for its field: a latitude of 91, a share of
        more than 100 per cent, less than nothing.""",
    "bad-url": """Not the address of a public web page. It begins with `https://` or `http://`; its
        host is a public domain name in one script, or a public IP address; it holds no user name,
        no space and no line end.""",
    "mixed-script": """A word mixes letters of alphabets that look alike, such as a Cyrillic `а` in a
        Latin name. Search would not find it, and it may be meant to deceive.""",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One code with its paragraphs (Markdown), and whether it is an error or a warning."""

    code: str
    paragraphs: tuple[str, ...]
    severity: str


@dataclass(frozen=True, slots=True)
class Group:
    """The codes of one step, under the heading of that step."""

    title: str
    introduction: str
    entries: tuple[Entry, ...]


def groups() -> tuple[Group, ...]:
    """All codes, each once, by the step that finds it first, in the order of the steps."""
    return _each_once(
        Group("Files and folders", "Found before anything is read.", _told(_FILES)),
        Group(
            "The file as YAML",
            "Found by the reader, which knows nothing of records. Whatever YAML 1.1 and YAML 1.2 "
            "programs read differently is refused, so that nobody who takes the files away reads "
            "something else than this site does.",
            _told(_READER),
        ),
        Group(
            "Keys and values",
            "Found against the models from which [What goes in a record](records.md) is made.",
            _told(_FORM),
        ),
        Group("One record by itself", "Found in a record of good form.", _ruled(RECORD_RULES)),
        Group("Records together", "Found when all are read.", _ruled(KNOWLEDGE_RULES)),
        Group(
            "What was published before",
            "Found by `kb check` from the history that git keeps. An address that was published "
            "once keeps resolving.",
            _ruled(HISTORY_RULES),
        ),
    )


def codes() -> frozenset[str]:
    """Every code that a problem can carry."""
    return frozenset(entry.code for group in groups() for entry in group.entries)


def _each_once(*found: Group) -> tuple[Group, ...]:
    """The groups, with what a later step says of a code added to the first that gives it."""
    all_of = [entry for group in found for entry in group.entries]
    seen: set[str] = set()
    merged = []
    for group in found:
        entries = []
        for entry in group.entries:
            if entry.code not in seen:
                same = [each.paragraphs for each in all_of if each.code == entry.code]
                entries.append(replace(entry, paragraphs=sum(same, ())))
            seen.add(entry.code)
        merged.append(replace(group, entries=tuple(entries)))
    return tuple(merged)


def _told(texts: dict[str, str]) -> tuple[Entry, ...]:
    return tuple(Entry(code, _paragraphs(text), "error") for code, text in texts.items())


def _ruled(rules: tuple[Callable[..., Any], ...]) -> tuple[Entry, ...]:
    entries = []
    for rule in rules:
        text = cleandoc(rule.__doc__ or "")
        severity = "warning" if "(a warning)" in text else "error"
        entries.append(Entry(rule.__name__.replace("_", "-"), _paragraphs(text), severity))
    return tuple(entries)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("\n\n"))
