"""What the models are made of, read off the classes themselves: fields, nested items, references."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kb.dates import PartialDate
from kb.models.scalars import Form, Ref, Uncited
from kb.models.vocabulary import Vocabulary

Shape = Literal["one", "list", "map"]
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model class.

    `key` is what contributors write, `name` the attribute; `type` is the class of each item,
    without lists, options and annotations; `ref` names the kinds of record it points to; `form`
    says in words what a value looks like, and `example` is one (of an item, for a list or a
    mapping), None for nested items.
    """

    name: str
    key: str
    description: str
    required: bool
    shape: Shape
    type: type
    ref: tuple[str, ...]
    uncited: bool
    nested: bool
    form: str
    example: object


# Kept by hand: mypy does not take a class for a hashable argument of functools.cache.
_FIELDS: dict[type, tuple[Field, ...]] = {}
_BY_KEY: dict[type, dict[str, Field]] = {}
_SUBSETS: dict[tuple[type, str], tuple[Field, ...]] = {}
_CHOSEN: dict[tuple[type, tuple[str, ...]], tuple[Field, ...]] = {}


def fields(cls: type) -> tuple[Field, ...]:
    """The fields of a model class, in the order in which they are declared."""
    if cls not in _FIELDS:
        declared = getattr(cls, "__pydantic_fields__", {})
        _FIELDS[cls] = tuple(_field(name, info) for name, info in declared.items())
    return _FIELDS[cls]


def field(cls: type, key: str) -> Field | None:
    """The field that contributors write as `key`, if there is one."""
    if cls not in _BY_KEY:
        _BY_KEY[cls] = {each.key: each for each in fields(cls)}
    return _BY_KEY[cls].get(key)


def chosen(cls: type, keys: tuple[str, ...]) -> tuple[Field, ...]:
    """Those fields of a model class that are named by `keys`, in the order of the keys."""
    if (cls, keys) not in _CHOSEN:
        found = (field(cls, key) for key in keys)
        _CHOSEN[cls, keys] = tuple(each for each in found if each is not None)
    return _CHOSEN[cls, keys]


def classes(cls: type) -> tuple[type, ...]:
    """A model class and all that are nested in it, each once, in the order of first use."""
    found: dict[str, type] = {}
    queue = [cls]
    while queue:
        each = queue.pop(0)
        if each.__name__ not in found:
            found[each.__name__] = each
            queue.extend(field.type for field in fields(each) if field.nested)
    return tuple(found.values())


def _field(name: str, info: Any) -> Field:
    marks = list(info.metadata)
    kind, shape = _unwrap(info.annotation, marks)
    ref = next((mark.kinds for mark in marks if isinstance(mark, Ref)), ())
    forms = [mark for mark in marks if isinstance(mark, Form)]  # the last is the narrowest
    example = (info.examples or [mark.example for mark in forms[-1:]] or [None])[0]
    return Field(
        name=name,
        key=info.alias or name,
        description=info.description or "",
        required=info.is_required(),
        shape=shape,
        type=kind,
        ref=ref,
        uncited=any(isinstance(mark, Uncited) for mark in marks),
        nested=hasattr(kind, "__pydantic_fields__"),
        form=forms[-1].words if forms else _words_of(kind),
        example=example,
    )


def _words_of(kind: type) -> str:
    """What a value of a class without a mark of its own looks like."""
    return "one of its words" if issubclass(kind, Vocabulary) else "a mapping"


def _unwrap(annotation: Any, marks: list[Any]) -> tuple[type, Shape]:
    """Strip options, annotations and containers, collecting the annotations' marks."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        marks.extend(more)
        return _unwrap(inner, marks)
    if origin in (Union, UnionType):
        inner = next(each for each in get_args(annotation) if each is not NoneType)
        return _unwrap(inner, marks)
    if origin is tuple:
        return _unwrap(get_args(annotation)[0], marks)[0], "list"
    if origin is dict:
        return _unwrap(get_args(annotation)[1], marks)[0], "map"
    return annotation, "one"


def parts(item: object, where: Where = ()) -> Iterator[tuple[Where, object]]:
    """The item itself and every item nested in it, each with its place in the record."""
    yield where, item
    for each in _nested_fields(type(item)):
        value = getattr(item, each.name)
        if not value:
            continue
        if each.shape == "one":
            yield from parts(value, (*where, each.key))
        elif each.shape == "list":
            for index, inner in enumerate(value):
                yield from parts(inner, (*where, each.key, index))
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, tuple):  # `cites` maps a field to a list of citations
                    for index, one in enumerate(inner):
                        yield from parts(one, (*where, each.key, key, index))
                else:
                    yield from parts(inner, (*where, each.key, key))


def references(item: object, where: Where) -> Iterator[tuple[Where, str, tuple[str, ...]]]:
    """The ids that this one item (not what is nested in it) points to, with the kinds wanted."""
    for each in _ref_fields(type(item)):
        value = getattr(item, each.name)
        if not value:
            continue
        if each.shape == "one":
            yield (*where, each.key), value, each.ref
        else:
            for index, target in enumerate(value):
                yield (*where, each.key, index), target, each.ref


def date_fields(cls: type) -> tuple[Field, ...]:
    """The fields of a model class that hold a date."""
    return _subset(cls, "date", lambda each: each.type is PartialDate)


def _nested_fields(cls: type) -> tuple[Field, ...]:
    return _subset(cls, "nested", lambda each: each.nested)


def _ref_fields(cls: type) -> tuple[Field, ...]:
    return _subset(cls, "ref", lambda each: bool(each.ref))


def _subset(cls: type, name: str, keep: Callable[[Field], bool]) -> tuple[Field, ...]:
    if (cls, name) not in _SUBSETS:
        _SUBSETS[cls, name] = tuple(each for each in fields(cls) if keep(each))
    return _SUBSETS[cls, name]
