"""A new record to fill in: a commented file made from the models, with nothing in it to publish."""

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

from kb import past, source
from kb.dates import PartialDate
from kb.knowledge import KnowledgeBase
from kb.models import KIND, Kind, anatomy
from kb.models.anatomy import Field
from kb.models.claims import Claim
from kb.models.vocabulary import Vocabulary
from kb.rules.files import bad_id, survey
from kb.source import shown

_WIDTH = 98
_KEPT_OUT = frozenset({"id"})  # the file's name is the id
_LATE = ("cites", "sources", "not_found", "withheld", "not_applicable", "corrections", "responses")
_LAST = ("former_ids", "withdrawn")
_NAMES_A_FIELD = ("field", "not_applicable")
_ABSENT = {
    "vendor": "founded",
    "deployment": "mode",
    "regulation": "adopted",
    "organisation": "founded",
    "jurisdiction": "memberships",
    "technology": "related",
}
"""A field that a record of the kind may lack, as an example of one that was looked for."""


class SkeletonError(Exception):
    """Why a new record cannot be made, in words for the contributor."""


def create(root: Path, kind_name: str, id_: str, base: KnowledgeBase) -> str:
    """Write the skeleton of a new record and give its path, relative to `root`.

    Raises SkeletonError for an unknown kind, a text that cannot be an id, and an id that any
    record has or had. `base` is what has been read of the records that exist.
    """
    kind = KIND.get(kind_name)
    if kind is None:
        raise SkeletonError(f"there is no kind {shown(kind_name)}; one of: {', '.join(KIND)}")
    reason = bad_id(id_, kind.name)
    if reason:
        raise SkeletonError(f"{shown(id_)} cannot be an id: {reason}")
    path = f"data/{kind.folder}/{id_}.yaml"
    _refuse_used(root, id_, base)
    try:
        _write(root / path, text(kind))
    except FileExistsError:
        raise SkeletonError(f"{path} exists already") from None
    return path


def _write(target: Path, content: str) -> None:
    """Write a new file whole or not at all. Raises FileExistsError if there is one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        temporary.write_text(content, encoding="utf-8", newline="\n")
        os.link(temporary, target)  # unlike a rename, it never replaces a file
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    finally:
        temporary.unlink(missing_ok=True)


def _refuse_used(root: Path, id_: str, base: KnowledgeBase) -> None:
    files, _problems = survey(root)
    for file in files:
        if file.id.casefold() == id_:
            raise SkeletonError(f"{file.path} has this id already")
    never = "and ids are never given again"
    for outline in base.outlines.values():
        if id_ in outline.former_ids:
            raise SkeletonError(f"{outline.path} had this id before, {never}")
    for record in past.read(root, {file.path for file in files}).lost:
        if record.id == id_:
            raise SkeletonError(f"{record.path} was published under this id, {never}")


def text(kind: Kind) -> str:
    """The skeleton of a kind of record.

    Required keys come first and have no value, so that the check finds each of them; optional keys
    are comments with an example. What `##` begins is explanation.
    """
    fields = [each for each in anatomy.fields(kind.record) if each.key not in _KEPT_OUT]
    required = [each for each in fields if each.required and each.key != "sources"]
    sources = [each for each in fields if each.key == "sources"]
    optional = [each for each in fields if not each.required and each.key != "sources"]
    optional.sort(key=_order)
    lines = [
        *_explained(f"{kind.record.__doc__}".split("\n\n")[0]),
        "##",
        *_explained(
            "Fill in what has no value. To use a key below that is a comment, take away its '# '; "
            "delete what you do not need. Lines that begin with '##' explain, and can go. Then run "
            "'kb check'. docs/reference/records.md has all of it in tables."
        ),
        "",
    ]
    for field in (*required, *(each for each in sources if each.required)):
        lines += [*_told(field), *_required(field), ""]
    lines += [
        *_explained(
            "Items of the lists below are claims: each can also have cites: [key], certainty, "
            "conflict, superseded and note. In a record with several sources each needs its cites."
        ),
        "",
    ]
    for field in (*optional, *(each for each in sources if not each.required)):
        lines += [*_told(field), *(f"# {line}" for line in _lines(field, kind)), ""]
    return "\n".join(lines[:-1]) + "\n"


def _order(field: Field) -> int:
    for position, keys in enumerate((_LATE, _LAST), 1):
        if field.key in keys:
            return position
    return 0


def _told(field: Field) -> Iterator[str]:
    """What a key means, which values it takes, and for a required one an example."""
    said = field.description
    if issubclass(field.type, Vocabulary):
        said += f" One of: {', '.join(each.value for each in field.type)}."
    elif not field.nested and field.ref:
        said += f" Write {field.form}."
    if field.required and not field.nested:
        said += f" For example: {_written(field)}"
    yield from _explained(said)


def _explained(said: str) -> Iterator[str]:
    yield from (f"## {line}" for line in textwrap.wrap(" ".join(said.split()), _WIDTH - 3))


def _required(field: Field) -> Iterator[str]:
    """A required key without its value; a source with all that it needs."""
    yield f"{field.key}:"
    if not (field.nested and field.shape == "map"):
        return
    key_told = "A short key of your own: who published it, and when. Facts cite the source by it."
    yield from (f"  {line}" for line in _explained(key_told))
    yield f"  {_local_key(field)}:"
    for inner in sorted(anatomy.fields(field.type), key=lambda each: not each.required):
        yield from (f"    {line}" for line in _told(inner))
        yield f"    {inner.key}:" if inner.required else f"    # {inner.key}: {_written(inner)}"


def _lines(field: Field, kind: Kind, depth: int = 0) -> Iterator[str]:
    """An optional key with an example, as it would be written."""
    if field.key == "cites":
        yield f"cites: {{default: [{_local_key(field)}]}}"
    elif not field.nested:
        yield f"{field.key}: {_written(field, kind)}"
    else:
        yield f"{field.key}:"
        inner = list(_mapping(field.type, kind, depth + 1))
        if field.shape == "list":
            yield f"  - {inner[0]}"
            yield from (f"    {line}" for line in inner[1:])
        elif field.shape == "map":
            yield f"  {_local_key(field)}:"
            yield from (f"    {line}" for line in inner)
        else:
            yield from (f"  {line}" for line in inner)


def _mapping(cls: type, kind: Kind, depth: int) -> Iterator[str]:
    """The keys of an item with examples, the required ones first.

    What all claims have is left out, and in the depth whatever is a mapping of its own.
    """
    common = {each.key for each in anatomy.fields(Claim)} if issubclass(cls, Claim) else {"cites"}
    for field in sorted(anatomy.fields(cls), key=lambda each: not each.required):
        deep = depth > 1 and field.nested and not field.required
        if field.key not in common and not deep:
            yield from _lines(field, kind, depth)


def _local_key(field: Field) -> str:
    return "s-1" if field.key == "provisions" else "publisher-2024"


def _written(field: Field, kind: Kind | None = None) -> str:
    """The example of a field as YAML; a list of one in brackets."""
    value = field.example
    if kind is not None and field.key in _NAMES_A_FIELD:
        value = _ABSENT[kind.name]
    if value is None and issubclass(field.type, Vocabulary):
        value = next(iter(field.type)).value
    if isinstance(value, str) and field.type is not PartialDate:
        value = _quoted(value)
    return f"[{value}]" if field.shape == "list" else str(value)


def _quoted(value: str) -> str:
    """Text as it stands if it is read as itself, in a list too; else in quotes."""
    values, flaws = source.read(f"key: [{value}]\n".encode())
    return value if not flaws and values == {"key": [value]} else f'"{value}"'
