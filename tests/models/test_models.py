"""The models say of themselves all that schemas, skeletons and the reference page need."""

import pytest
from pydantic import TypeAdapter, ValidationError

from kb import typed
from kb.models import KINDS, Kind, anatomy, vocabulary
from kb.models.anatomy import Field
from kb.models.vocabulary import Vocabulary

CLASSES = list(
    {cls.__name__: cls for kind in KINDS for cls in anatomy.classes(kind.record)}.values()
)
FIELDS = [(cls, field) for cls in CLASSES for field in anatomy.fields(cls)]
LISTS = [
    each
    for each in vars(vocabulary).values()
    if isinstance(each, type) and issubclass(each, Vocabulary) and each is not Vocabulary
]


def name(part: object) -> str | None:
    if isinstance(part, Field):
        return part.key
    return part.__name__ if isinstance(part, type) else None


@pytest.mark.parametrize("cls", CLASSES, ids=name)
def test_every_class_says_what_it_is_in_a_sentence(cls: type) -> None:
    sentence = (cls.__doc__ or "").split("\n")[0]
    assert sentence[:1].isupper()
    assert sentence.endswith(".")


@pytest.mark.parametrize(("cls", "field"), FIELDS, ids=name)
def test_every_field_has_a_description_a_form_and_an_example_or_items(
    cls: type, field: Field
) -> None:
    assert field.description.endswith(".")
    assert field.form
    if not field.nested and not issubclass(field.type, Vocabulary):
        assert field.example is not None
    assert field.key == field.key.lower()


@pytest.mark.parametrize("words", LISTS, ids=name)
def test_every_word_of_a_closed_list_has_a_meaning_of_its_own(words: type[Vocabulary]) -> None:
    meanings = [each.description for each in words]
    assert all(each.endswith(".") for each in meanings)
    assert len(set(meanings)) == len(meanings)
    assert all(each.value == each.name.lower() for each in words)


def test_a_reference_says_which_kinds_it_may_lead_to() -> None:
    known = {kind.name for kind in KINDS}
    led_to = {target for _, field in FIELDS for target in field.ref}
    assert led_to == known


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_error_that_pydantic_finds_has_words_of_its_own(kind: Kind) -> None:
    odd = [None, True, 7, -1, 7.5, 10**30, "", " ", "x", "a\nb", "0" * 7000, [], [1], {}, {"x": 1}]
    found = set()
    for key in (*(field.key for field in anatomy.fields(kind.record)), "x"):
        for value in odd:
            item = {"amount": value, "name": value, "latitude": value, "count": value}
            for whole in (value, [value], {"x": value}, {"x y": value}, [item], {"x": item}, item):
                try:
                    TypeAdapter(kind.record).validate_python({key: whole})
                except ValidationError as error:
                    found |= {each["type"] for each in error.errors()}
    assert found <= set(typed._CODES) | typed.OWN_CODES
    assert len(found) > 10
