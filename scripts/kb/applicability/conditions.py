"""Each condition of applicability by itself: a scope and a deployment's profile, a truth value.

A missing fact makes a condition unknown, never true or false. Lists of a deployment (purposes,
settings, technologies) are read as what is recorded: one match is enough for a rule to reach it,
while an exception must cover all of it.
"""

from collections.abc import Callable, Iterable, Iterator

from kb.applicability.facts import Profile, ScopeFacts, World
from kb.applicability.logic import Condition, Reason, Truth
from kb.models.vocabulary import PUBLIC_OPERATORS

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
Match = Callable[[frozenset[str], frozenset[str]], Truth]


def any_of(recorded: frozenset[str], scope: frozenset[str]) -> Truth:
    """Whether a rule reaches at least one of what is recorded."""
    return UNKNOWN if not recorded else TRUE if recorded & scope else FALSE


def all_of(recorded: frozenset[str], scope: frozenset[str]) -> Truth:
    """Whether an exception covers all that is recorded; unknown where it covers a part."""
    if not recorded:
        return UNKNOWN
    return TRUE if recorded <= scope else UNKNOWN if recorded & scope else FALSE


def of_scope(
    scope: ScopeFacts, profile: Profile, world: World, match: Match = any_of
) -> Iterator[Reason]:
    """One reason for each key of the scope; an absent key binds all and gives none."""
    if scope.operator_types is not None:
        yield operator_type(scope.operator_types, profile, world)
    if scope.operator_jurisdictions is not None:
        yield operator_body(scope.operator_jurisdictions, profile, world)
    if scope.technologies is not None:
        yield technology(scope.technologies, profile, world, match)
    if scope.combined_with is not None:
        yield technology(scope.combined_with, profile, world, any_of)
    if scope.purposes is not None:
        yield _listed(Condition.PURPOSE, "purposes", scope.purposes, profile.purposes, world, match)
    if scope.settings is not None:
        yield _listed(Condition.SETTING, "settings", scope.settings, profile.settings, world, match)
    if scope.modes is not None:
        yield mode(scope.modes, profile, world, match)
    if scope.suppliers is not None:
        yield _listed(
            Condition.SUPPLIER, "suppliers", scope.suppliers, profile.suppliers, world, match
        )


def operator_type(wanted: frozenset[str], profile: Profile, world: World) -> Reason:
    """Whether the operator is of a kind that the rule binds."""
    kind = profile.operator_type
    if kind is None:
        text = f"binds {_words(wanted, world)}; the kind of operator is not recorded"
        return Reason(Condition.OPERATOR, UNKNOWN, text, "operator_type")
    held = TRUE if kind in wanted else FALSE
    return Reason(
        Condition.OPERATOR,
        held,
        f"binds {_words(wanted, world)}; the operator is {_words([kind], world)}",
    )


def operator_body(wanted: frozenset[str], profile: Profile, world: World) -> Reason:
    """Whether the operator is a body of one of these jurisdictions.

    A country's code means its national bodies; that of a part or a city also bodies below it.
    """
    names = _words(wanted, world)
    if profile.operator_type is not None and profile.operator_type not in _BODIES:
        return Reason(
            Condition.OPERATOR, FALSE, f"binds bodies of {names}; the operator is private"
        )
    own = profile.operator_jurisdiction
    if own is None:
        text = f"binds bodies of {names}; whose body the operator is, is not recorded"
        return Reason(Condition.OPERATOR, UNKNOWN, text, "operator")
    above = {own, *world.above(own)}
    parts = {each for each in wanted if world.parents.get(each)}
    held = TRUE if own in wanted or above & parts else FALSE
    return Reason(
        Condition.OPERATOR,
        held,
        f"binds bodies of {names}; the operator is a body of {world.name(own)}",
    )


# Schools, hospitals and transport can be public or private; only what is surely private is out.
_BODIES = frozenset(each.value for each in PUBLIC_OPERATORS) | {"school", "health", "transport"}


def technology(wanted: frozenset[str], profile: Profile, world: World, match: Match) -> Reason:
    """Whether the technology is one of those, or narrower; a mode can settle a narrower one."""
    held = [_one_technology(each, wanted, profile, world) for each in sorted(profile.technologies)]
    truth = max(held, default=UNKNOWN) if match is any_of else _covered(held)
    text = f"binds {_words(wanted, world)}; recorded: {_words(profile.technologies, world)}"
    return Reason(Condition.TECHNOLOGY, truth, text, "technologies" if truth is UNKNOWN else "")


def _covered(held: list[Truth]) -> Truth:
    if not held:
        return UNKNOWN
    return min(held) if min(held) is not FALSE or max(held) is FALSE else UNKNOWN


def _one_technology(own: str, wanted: frozenset[str], profile: Profile, world: World) -> Truth:
    if own in wanted or wanted & set(world.broader_than(own)):
        return TRUE
    below = [each for each in wanted if own in world.broader_than(each)]
    if not below:
        return FALSE
    return max(_by_mode(each, own, profile, world) for each in sorted(below))


def _by_mode(narrower: str, own: str, profile: Profile, world: World) -> Truth:
    """A narrower technology that only its mode sets apart from the recorded one."""
    apart = world.technology_modes.get(narrower)
    if apart is None or own not in world.broader.get(narrower, ()) or profile.mode is None:
        return UNKNOWN
    return TRUE if profile.mode in (apart, "both") else FALSE


def mode(wanted: frozenset[str], profile: Profile, world: World, match: Match) -> Reason:
    """Whether the technology works in a mode that the rule binds; `both` is both of them."""
    reached = _modes(wanted)
    text = f"binds use in {_words(reached, world)} mode"
    if profile.mode is None:
        return Reason(Condition.MODE, UNKNOWN, f"{text}; the mode is not recorded", "mode")
    held = match(_modes([profile.mode]), reached)
    return Reason(Condition.MODE, held, f"{text}; recorded: {_words([profile.mode], world)}")


def _modes(words: Iterable[str]) -> frozenset[str]:
    found = set(words)
    if "both" in found:
        found = (found - {"both"}) | {"real_time", "retrospective"}
    return frozenset(found)


def _listed(
    condition: Condition,
    field: str,
    wanted: frozenset[str],
    recorded: frozenset[str],
    world: World,
    match: Match,
) -> Reason:
    """A condition on a list of words or ids."""
    truth = match(recorded, wanted)
    if not recorded:
        return Reason(
            condition, UNKNOWN, f"binds {_words(wanted, world)}; no {field} are recorded", field
        )
    text = f"binds {_words(wanted, world)}; recorded: {_words(recorded, world)}"
    return Reason(condition, truth, text, field if truth is UNKNOWN else "")


def _words(values: Iterable[str], world: World) -> str:
    return ", ".join(sorted(world.name(value) for value in values))
