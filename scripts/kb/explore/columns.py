"""The table behind the Explore page: dictionaries of names and columns of whole numbers.

A browser that knows how often a name occurs need not read it as often: every name stands once in a
dictionary, in the order in which it is sorted, and a column holds its place there. So sorting is the
comparison of numbers, and 15,000 records are a few hundred kilobytes.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from kb import continents
from kb.explore.strongest import RULES, Strongest
from kb.models import KIND
from kb.models.vocabulary import Certainty, OperatorType, Phase, Vocabulary
from kb.outline import Outline, status
from kb.render.context import Context
from kb.render.groups import sort_key

KINDS = ("deployment", "vendor", "regulation")
UNIONS = "Unions"
"""The region of what lies on several continents."""

_CERTAINTIES = tuple(Certainty)


def as_json(context: Context) -> str:
    """The whole table as JSON, the same for the same records and day."""
    return json.dumps(table(context), ensure_ascii=False, separators=(",", ":")) + "\n"


def rows_of(context: Context) -> list[Outline]:
    """The deployments, vendors and regulations that stand, in the order of the table's rows."""
    return sorted(
        (each for each in context.links.base.outlines.values() if _is_shown(each)),
        key=lambda each: (sort_key(each.name), each.id),
    )


def edition(rows: Iterable[Outline]) -> str:
    """A word that is the same for the same rows in the same order.

    Files whose columns stand beside this table's carry it, so that a browser that kept one of them
    from an earlier build notices.
    """
    return sha256("\n".join(each.id for each in rows).encode()).hexdigest()[:12]


def table(context: Context) -> dict[str, Any]:
    """Dictionaries, and columns of places in them; -1 where nothing is recorded.

    The rows are those of `rows_of`. `places` are (id, name, the places of those above it, the place
    of its region), `technologies` and `parties` (id, name, …), `provisions` (regulation, provision,
    words).
    """
    rows = rows_of(context)
    dictionaries = _Dictionaries(context, rows)
    strongest = Strongest(context.applied)
    rules = [strongest.of(each) for each in rows]
    provisions = sorted({each.provision for each in rules if each.provision})
    provision_at = {each: place for place, each in enumerate(provisions)}
    phases = [each.value for each in Phase]
    types = [each.value for each in OperatorType]
    party, technology = dictionaries.party_at, dictionaries.technology_at
    return {
        "day": context.on.isoformat(),
        "edition": edition(rows),
        "kinds": [[KIND[each].name, KIND[each].title, KIND[each].folder] for each in KINDS],
        "regions": list(dictionaries.regions),
        "places": dictionaries.places(),
        "technologies": dictionaries.technologies(),
        "parties": [[each, context.links.name(each)] for each in dictionaries.parties],
        "operator_types": _words(OperatorType),
        "statuses": _words(Phase),
        "rules": [list(each) for each in RULES],
        "certainties": _words(Certainty),
        "provisions": [
            [regulation, provision, strongest.citation(regulation, provision)]
            for regulation, provision in provisions
        ],
        "columns": {
            "id": [each.id for each in rows],
            "name": [each.name for each in rows],
            "kind": [KINDS.index(each.kind) for each in rows],
            "place": [dictionaries.place_at.get(each.jurisdiction, -1) for each in rows],
            "operator": [party.get(each.operator, -1) for each in rows],
            "operator_type": [_at(types, each.operator_type) for each in rows],
            "technologies": [[technology[t] for t in _known(each.technologies, technology)] for each in rows],
            "vendors": [[party[v] for v in _vendors(each, context)] for each in rows],
            "status": [_at(phases, status(each.phases, context.on)) for each in rows],
            "year": [int(each.year or -1) for each in rows],
            "rule": [each.rule for each in rules],
            "provision": [provision_at[each.provision] if each.provision else -1 for each in rules],
            "certainty": [_least(each, context) for each in rows],
        },
    }  # fmt: skip


class _Dictionaries:
    """Every place, technology and party that a row names, each sorted by name."""

    def __init__(self, context: Context, rows: Sequence[Outline]) -> None:
        self._links = context.links
        links = context.links
        places = {each.jurisdiction for each in rows if each.jurisdiction}
        for each in tuple(places):
            places.update(links.base.territory.ancestors(each))
        self._places = self._by_name(places)
        self.place_at = {each: at for at, each in enumerate(self._places)}
        self.regions = tuple(sorted({self._region(each) for each in self._places}))
        known = {each for row in rows for each in row.technologies if each in links.base.outlines}
        for each in tuple(known):
            known.update(links.broader(each))
        self._technologies = self._by_name(known)
        self.technology_at = {each: at for at, each in enumerate(self._technologies)}
        named = {each.operator for each in rows if each.operator}
        named.update(vendor for row in rows for vendor in _vendors(row, context))
        self.parties = self._by_name(named)
        self.party_at = {each: at for at, each in enumerate(self.parties)}

    def places(self) -> list[list[Any]]:
        territory = self._links.base.territory
        return [
            [
                each,
                self._links.name(each),
                [self.place_at[above] for above in territory.ancestors(each)],
                self.regions.index(self._region(each)),
            ]
            for each in self._places
        ]

    def technologies(self) -> list[list[Any]]:
        return [
            [
                each,
                self._links.name(each),
                [self.technology_at[above] for above in self._links.broader(each)],
            ]
            for each in self._technologies
        ]

    def _region(self, place: str) -> str:
        return continents.of(place) or UNIONS

    def _by_name(self, ids: Iterable[str]) -> list[str]:
        return sorted(ids, key=lambda each: (sort_key(self._links.name(each)), each))


def _is_shown(outline: Outline) -> bool:
    return outline.kind in KINDS and not outline.withdrawn


def _vendors(outline: Outline, context: Context) -> list[str]:
    """The vendors that a row is found by: suppliers, the vendor itself, those that a rule names."""
    match outline.kind:
        case "deployment":
            found: Iterable[str] = outline.suppliers
        case "vendor":
            found = (outline.id,)
        case _:
            found = (target for where, target, _ in outline.references if where[0] == "provisions")
    outlines = context.links.base.outlines
    return [
        each
        for each in dict.fromkeys(found)
        if each in outlines and outlines[each].kind == "vendor"
    ]


def _least(outline: Outline, context: Context) -> int:
    """The certainty of the least certain claim of a record; -1 where no claim has a source."""
    found = context.stats.least.get(outline.id)
    return _CERTAINTIES.index(found) if found is not None else -1


def _words(vocabulary: type[Vocabulary]) -> list[list[str]]:
    return [[each.value, each.label] for each in vocabulary]


def _at(words: Sequence[str], word: str) -> int:
    return words.index(word) if word else -1


def _known(ids: Iterable[str], among: Iterable[str]) -> list[str]:
    return [each for each in ids if each in among]
