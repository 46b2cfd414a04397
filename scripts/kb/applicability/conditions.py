"""Each condition of applicability by itself: a scope and a deployment's profile, a truth value.

A missing fact makes a condition unknown, never true or false. Lists of a deployment (purposes,
settings, technologies) are read as what is recorded: one match is enough for a rule to reach it,
while an exception must cover all of it.
"""

from collections.abc import Callable, Iterable, Iterator

from kb.applicability.facts import Profile, ScopeFacts, World
from kb.applicability.logic import Condition, Reason, Truth
from kb.models.vocabulary import PUBLIC_OPERATORS, Mode, OperatorType

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
Match = Callable[[frozenset[str], frozenset[str]], Truth]

PUBLIC = frozenset(each.value for each in PUBLIC_OPERATORS)
EITHER = frozenset(
    each.value for each in (OperatorType.SCHOOL, OperatorType.HEALTH, OperatorType.TRANSPORT)
)
"""The kinds of operator of which some are public and some private."""


def any_of(recorded: frozenset[str], scope: frozenset[str]) -> Truth:
    """Whether a rule reaches at least one of what is recorded."""
    return UNKNOWN if not recorded else FALSE if recorded.isdisjoint(scope) else TRUE


def all_of(recorded: frozenset[str], scope: frozenset[str]) -> Truth:
    """Whether an exception covers all that is recorded; unknown where it covers a part."""
    if not recorded:
        return UNKNOWN
    return TRUE if recorded <= scope else FALSE if recorded.isdisjoint(scope) else UNKNOWN


def truths(scope: ScopeFacts, profile: Profile, world: World) -> Iterator[Truth]:
    """The truth of each condition: what `of_scope` would show, without its words.

    What excludes most and costs least comes first.
    """
    if scope.operator_types is not None:
        yield _kind_holds(scope.operator_types, profile.operator_type, any_of)
    if scope.technologies is not None:
        yield _technologies_hold(scope.technologies, profile, world, any_of)
    if scope.suppliers is not None:
        yield any_of(profile.suppliers, scope.suppliers)
    if scope.settings is not None:
        yield any_of(profile.settings, scope.settings)
    if scope.purposes is not None:
        yield any_of(profile.purposes, scope.purposes)
    if scope.modes is not None:
        yield _mode_holds(scope.modes, profile.mode, any_of)
    if scope.operator_jurisdictions is not None:
        yield _body_holds(scope.operator_jurisdictions, profile, world)
    if scope.combined_with is not None:
        yield _technologies_hold(scope.combined_with, profile, world, any_of)


def excluded(scope: ScopeFacts, profile: Profile, world: World) -> bool:
    """Whether some condition fails."""
    return FALSE in truths(scope, profile, world)


def failures(scope: ScopeFacts, profile: Profile, world: World) -> int:
    """How many conditions fail; counted no further than two."""
    count = 0
    for each in truths(scope, profile, world):
        if each is FALSE:
            count += 1
            if count == 2:
                break
    return count


def of_scope(
    scope: ScopeFacts, profile: Profile, world: World, match: Match = any_of
) -> Iterator[Reason]:
    """One reason for each key of the scope; an absent key binds all and gives none."""
    if scope.operator_types is not None:
        yield operator_type(scope.operator_types, profile, world, match)
    if scope.operator_jurisdictions is not None:
        yield operator_body(scope.operator_jurisdictions, profile, world)
    if scope.technologies is not None:
        yield technology(scope.technologies, profile, world, match)
    if scope.combined_with is not None:
        yield technology(scope.combined_with, profile, world, any_of, "binds only together with")
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


def operator_type(
    wanted: frozenset[str], profile: Profile, world: World, match: Match = any_of
) -> Reason:
    """Whether the operator is of a kind that the rule binds, or that the exception frees."""
    kind = profile.operator_type
    held = _kind_holds(wanted, kind, match)
    text = f"binds {_words(wanted, world)}"
    if kind is None:
        text += "; the kind of operator is not recorded"
    else:
        text += f"; recorded kind of operator: {_words([kind], world)}"
        if held is UNKNOWN:
            text += ", public or private"
    missing = "operator_type" if held is UNKNOWN else ""
    return Reason(Condition.OPERATOR, held, text, missing)


def _kind_holds(wanted: frozenset[str], kind: str | None, match: Match) -> Truth:
    if kind is None:
        return UNKNOWN
    if kind in wanted:
        return TRUE
    # An exception for public bodies may free a school, a hospital or a station: some are public.
    if match is all_of and kind in EITHER and OperatorType.OTHER_PUBLIC_BODY.value in wanted:
        return UNKNOWN
    return FALSE


def operator_body(wanted: frozenset[str], profile: Profile, world: World) -> Reason:
    """Whether the operator is a body of one of these jurisdictions.

    A country's code means its national bodies; that of a part or a city also bodies below it.
    Whose body a school, a hospital or a transport operator is does not follow from its seat, nor
    does it for an operator of unknown kind.
    """
    text = f"binds bodies of {_words(wanted, world)}"
    held, own = _body_holds(wanted, profile, world), profile.operator_jurisdiction
    if profile.operator_type is not None and profile.operator_type not in PUBLIC | EITHER:
        return Reason(Condition.OPERATOR, FALSE, f"{text}; the operator is a private one")
    if own is None:
        text += "; whose body the operator is, is not recorded"
        return Reason(Condition.OPERATOR, UNKNOWN, text, "operator")
    if held is UNKNOWN:
        text += f"; the operator is in {world.name(own)}, whether a public body is not recorded"
        return Reason(Condition.OPERATOR, UNKNOWN, text, "operator_type")
    whose = "a body of" if profile.operator_type in PUBLIC else "in"
    return Reason(Condition.OPERATOR, held, f"{text}; the operator is {whose} {world.name(own)}")


def _body_holds(wanted: frozenset[str], profile: Profile, world: World) -> Truth:
    kind, own = profile.operator_type, profile.operator_jurisdiction
    if kind is not None and kind not in PUBLIC and kind not in EITHER:
        return FALSE
    if own is None:
        return UNKNOWN
    parts = (each for each in world.above(own) if each in wanted and world.parents.get(each))
    if own not in wanted and next(parts, None) is None:
        return FALSE
    return TRUE if kind in PUBLIC else UNKNOWN


def technology(
    wanted: frozenset[str], profile: Profile, world: World, match: Match, verb: str = "binds"
) -> Reason:
    """Whether the technology is one of those, or narrower; a mode can settle a narrower one."""
    truth = _technologies_hold(wanted, profile, world, match)
    text = f"{verb} {_words(wanted, world)}; recorded: {_words(profile.technologies, world)}"
    return Reason(Condition.TECHNOLOGY, truth, text, "technologies" if truth is UNKNOWN else "")


def _technologies_hold(
    wanted: frozenset[str], profile: Profile, world: World, match: Match
) -> Truth:
    if match is any_of:
        best = FALSE if profile.technologies else UNKNOWN
        for own in profile.technologies:
            held = _one_technology(own, wanted, profile.mode, world, match)
            if held is TRUE:
                return TRUE
            best = max(best, held)
        return best
    return _covered(
        [_one_technology(own, wanted, profile.mode, world, match) for own in profile.technologies]
    )


def _covered(held: list[Truth]) -> Truth:
    if not held:
        return UNKNOWN
    return min(held) if min(held) is not FALSE or max(held) is FALSE else UNKNOWN


def _one_technology(
    own: str, wanted: frozenset[str], recorded_mode: str | None, world: World, match: Match
) -> Truth:
    if own in wanted or not wanted.isdisjoint(world.broader_than(own)):
        return TRUE
    best = FALSE
    for each in wanted:
        if own in world.broader_than(each):
            best = max(best, _by_mode(each, own, recorded_mode, world, match))
    return best


def _by_mode(
    narrower: str, own: str, recorded_mode: str | None, world: World, match: Match
) -> Truth:
    """A narrower technology that only its mode sets apart from the recorded one."""
    apart = world.technology_modes.get(narrower)
    if apart is None or own not in world.broader.get(narrower, ()) or recorded_mode is None:
        return UNKNOWN
    return _mode_holds(frozenset({apart}), recorded_mode, match)


def mode(wanted: frozenset[str], profile: Profile, world: World, match: Match = any_of) -> Reason:
    """Whether the technology works in a mode that the rule binds; a system may work in both."""
    text = f"binds use in {_words(wanted - {_BOTH} or wanted, world)} mode"
    if profile.mode is None:
        return Reason(Condition.MODE, UNKNOWN, f"{text}; the mode is not recorded", "mode")
    held = _mode_holds(wanted, profile.mode, match)
    return Reason(Condition.MODE, held, f"{text}; recorded: {_words([profile.mode], world)}")


_BOTH = Mode.BOTH.value
_EACH = frozenset({Mode.REAL_TIME.value, Mode.RETROSPECTIVE.value})


def _mode_holds(wanted: frozenset[str], recorded: str | None, match: Match) -> Truth:
    """A system of both modes is reached by a rule on either; a rule on `both` by no other system."""
    if recorded is None:
        return UNKNOWN
    if recorded in wanted:
        return TRUE
    return match(_EACH, wanted) if recorded == _BOTH else FALSE


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
