"""From bytes to text: the size, the encoding, the line ends and the characters of a file."""

import re
from collections import Counter

from kb.source.characters import clean, complaint, mended, offenders
from kb.source.flaw import Flaw

LARGEST = 64 * 1024
"""The most bytes that a file may have."""

_BOM = b"\xef\xbb\xbf"
_UTF_16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_HARMLESS_BYTES = b"\n" + bytes(range(0x20, 0x7F))
_LINE_END = re.compile(r"\r\n?|\n")


def decode(data: bytes) -> tuple[str | None, list[Flaw]]:
    """Return the text of `data` with LF line ends, and what is wrong with its characters.

    Every character that may not stand in a file is replaced by a harmless one, so that lines and
    columns stay as they are and nothing dangerous leaves the reader. The text is None if the
    bytes are too many or not UTF-8 at all.
    """
    if len(data) > LARGEST:
        message = f"the file has more than {LARGEST:,} bytes"
        return None, [Flaw(1, 1, "too-big", message, "split it into several records")]
    # What is left without the harmless bytes is short or nothing, and quickly looked through.
    unusual = data.translate(None, _HARMLESS_BYTES)
    try:
        text = data.decode()
        if not clean(unusual.decode()):
            return _mend(data)
    except UnicodeDecodeError:
        return _mend(data)
    return _last_line(text)


def _mend(data: bytes) -> tuple[str | None, list[Flaw]]:
    """Do what `decode` does for a file that may hold offending bytes or characters."""
    if data.startswith(_UTF_16_BOMS) or data.count(0) * 3 > len(data):
        message = "the file is not UTF-8 but looks like UTF-16 or UTF-32"
        return None, [Flaw(1, 1, "not-utf8", message, "save the file as UTF-8")]
    flaws = []
    if data.startswith(_BOM):
        message = "the file begins with a byte order mark"
        flaws.append(Flaw(1, 1, "bom", message, "save the file as UTF-8 without BOM"))
        data = data.removeprefix(_BOM)
    written = data.decode(errors="surrogateescape")
    flaws += _line_ends(written)
    lines = _LINE_END.sub("\n", written).split("\n")
    for number, line in enumerate(lines):
        if not clean(line):
            flaws += _line(number + 1, line)
            lines[number] = mended(line)
    text, more = _last_line("\n".join(lines))
    return text, flaws + more


def _line_ends(written: str) -> list[Flaw]:
    """Return a flaw for the first CRLF and for the first CR that stands alone."""
    first: dict[str, Flaw] = {}
    ends = Counter(match.group() for match in _LINE_END.finditer(written))
    start = 0
    for number, match in enumerate(_LINE_END.finditer(written), 1):
        end = match.group()
        if end != "\n" and end not in first:
            kind = "CRLF, as on Windows" if end == "\r\n" else "CR alone, as on old Macs"
            lines = "1 line ends" if ends[end] == 1 else f"{ends[end]:,} lines end"
            message = f"{lines} in {kind}"
            first[end] = Flaw(
                number,
                match.start() - start + 1,
                "crlf",
                message,
                "save the file with LF line ends",
            )
        start = match.end()
    return list(first.values())


def _line(number: int, line: str) -> list[Flaw]:
    """Return a flaw for the first character of each kind that may not stand in the line."""
    found = list(offenders(line))
    count = Counter(code for _, code in found)
    first: dict[str, Flaw] = {}
    for index, code in found:
        if code not in first:
            message, hint = complaint(code, line[index])
            more = f" (and {count[code] - 1} more in this line)" if count[code] > 1 else ""
            first[code] = Flaw(number, index + 1, code, message + more, hint)
    return list(first.values())


def _last_line(text: str) -> tuple[str, list[Flaw]]:
    """Return `text` with an end to its last line, and a flaw if it lacked one."""
    if not text or text.endswith("\n"):
        return text, []
    line, column = text.count("\n") + 1, len(text) - text.rfind("\n")
    message = "the last line has no line end"
    hint = "end the file with a line end"
    return text + "\n", [Flaw(line, column, "no-final-newline", message, hint)]
