"""Which characters may stand in a file, and what is wrong with each of the others."""

import re
import unicodedata
from collections.abc import Iterator

# Two names that look the same would differ by these: Unicode's default-ignorable code points,
# the format characters beside them, and the blank braille pattern.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# C0 but for the line feed, the tab and the carriage return; DEL; C1 but for NEL; noncharacters.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
_GROUPS = {
    "tab": "\t",
    "crlf": "\r",
    "control-character": _CONTROL,
    "line-separator": "\u0085\u2028\u2029",
    "bidi-control": "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    "invisible-character": _INVISIBLE,
    "not-utf8": "\ud800-\udfff\ufffd",
}
_ANY = re.compile(f"[{''.join(_GROUPS.values())}]")
_EACH = re.compile(
    "|".join(f"(?P<{code.replace('-', '_')}>[{group}])" for code, group in _GROUPS.items())
)

# Zero-width joiner and non-joiner are part of the spelling in these scripts (Persian, Urdu,
# Hindi, Sinhala, Khmer, ...), between two letters, and a disguise everywhere else.
_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = (
    (0x0600, 0x08FF),  # Arabic, Syriac, Thaana, N'Ko, Mandaic
    (0x0900, 0x0DFF),  # Devanagari and the other scripts of India and Sri Lanka
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x1800, 0x18AF),  # Mongolian
)


def clean(text: str) -> bool:
    """Tell whether `text` holds nothing that `offenders` could report; fast, at times too strict.

    A joiner that is in its place counts as unclean here.
    """
    return _ANY.search(text) is None


def offenders(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index and the flaw code of every character in `text` that may not stand there."""
    for match in _EACH.finditer(text):
        if match.group() in _JOINERS and _joins(text, match.start()):
            continue
        yield match.start(), (match.lastgroup or "").replace("_", "-")


def mended(text: str) -> str:
    """Return `text`, equally long, with a harmless character in place of each offender.

    A tab, a carriage return and a line separator become a space, all others U+FFFD.
    """
    characters = list(text)
    for index, code in offenders(text):
        characters[index] = " " if code in ("tab", "crlf", "line-separator") else "\ufffd"
    return "".join(characters)


def complaint(code: str, character: str) -> tuple[str, str]:
    """Return the message and the hint for `character`, which `offenders` gave `code`."""
    name = _named(character)
    match code:
        case "tab":
            return "this is a tab", "use spaces; programs disagree on what a tab means"
        case "crlf":
            return f"{name} is a carriage return", "end lines with LF alone"
        case "control-character":
            return f"{name} is a control character", "delete it"
        case "line-separator":
            return (
                f"{name} ends a line in YAML 1.1 but not in YAML 1.2",
                "use a space or a line end",
            )
        case "bidi-control":
            return f"{name} changes the order in which text is shown", "delete it"
        case "invisible-character" if character in _JOINERS:
            return (
                f"{name} cannot be seen here",
                "delete it; it may stand only between two letters of a script that needs it",
            )
        case "invisible-character":
            return f"{name} cannot be seen", "delete it"
    if 0xDC80 <= ord(character) <= 0xDCFF:
        byte = ord(character) - 0xDC00
        latin = bytes([byte]).decode("latin-1")
        likely = f"; was it '{latin}' in Latin-1?" if latin.isprintable() else ""
        return f"the byte 0x{byte:02X} is not UTF-8", f"save the file as UTF-8{likely}"
    if character == "\ufffd":
        return (
            f"{name} marks text that was lost in a conversion",
            "copy the text from its source again",
        )
    return f"{name} is half a character", "write the character itself"


def _named(character: str) -> str:
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X} ({name})" if name else f"U+{ord(character):04X}"


def _joins(text: str, index: int) -> bool:
    """Tell whether the joiner at `index` stands between two letters of one script that needs it."""
    if not 0 < index < len(text) - 1:
        return False
    before, after = text[index - 1], text[index + 1]
    return any(
        first <= ord(before) <= last and first <= ord(after) <= last
        for first, last in _JOINING_SCRIPTS
    ) and all(unicodedata.category(letter)[0] in "LM" for letter in (before, after))
