"""The closed lists of words that records may use, each word with its meaning."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

_LABELS = {
    "dpia": "data protection impact assessment",
    "real_time": "real-time",
}


class Vocabulary(StrEnum):
    """A closed list; every member carries the sentence that defines it.

    Its `label` is the word as it is printed: `local police` for `local_police`.
    """

    description: str
    label: str

    def __new__(cls, value: str, description: str) -> Self:
        """Make a member from its word and its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        member.label = _LABELS.get(value, value.replace("_", " "))
        return member

    @classmethod
    def of(cls, word: str) -> Self:
        """The member with this word. Raises KeyError for another."""
        return cls[word.upper()]


class SourceType(Vocabulary):
    """What kind of publication a source is; it decides the default certainty of a claim."""

    PRIMARY = (
        "primary",
        "The instrument, dataset or document itself: a statute, a gazette, a filing.",
    )
    COURT = "court", "A judgment, order or filing of a court or tribunal."
    OFFICIAL = "official", "A publication of a public body: a regulator, a ministry, a parliament."
    CONTRACT = "contract", "A contract, tender, award notice, invoice or purchase order."
    RESEARCH = "research", "Academic or laboratory research with a stated method."
    NEWS = "news", "Journalism: a newspaper, an agency, the trade press."
    ADVOCACY = "advocacy", "A civil-society organisation or campaign."
    VENDOR = "vendor", "What a company says of itself or its product."
    REFERENCE = "reference", "A secondary reference: a law-firm note, an encyclopedia, a tracker."


STRONG = frozenset({SourceType.PRIMARY, SourceType.COURT, SourceType.OFFICIAL, SourceType.CONTRACT})
"""The sources that confirm what they say by what they are."""


class Certainty(Vocabulary):
    """How sure the record is of a claim."""

    CONFIRMED = "confirmed", "A primary, court, official or contract source says so."
    REPORTED = "reported", "A source says so on its own research; no primary document was read."
    ALLEGED = "alleged", "A party or an unnamed source claims it; nobody independent confirms it."
    DISPUTED = "disputed", "Another source that was read contradicts it."


def certainty_from(types: Iterable[str]) -> Certainty:
    """What follows for a claim from the types of its sources, where it states nothing itself.

    Confirmed if one of them is strong, reported otherwise. There must be at least one.
    """
    return Certainty.REPORTED if STRONG.isdisjoint(types) else Certainty.CONFIRMED


class Qualifier(Vocabulary):
    """How a source qualifies a number."""

    EXACT = "exact", "The source gives the number as such."
    ABOUT = "about", "Around, nearly, some."
    AT_LEAST = "at_least", "More than, over, at least."
    AT_MOST = "at_most", "Up to, at most, under."
    ESTIMATED = "estimated", "The source calls it an estimate."
    PLANNED = "planned", "A target or a plan, not a count of what exists."


class NameKind(Vocabulary):
    """What a further name is."""

    LEGAL = "legal", "The registered name."
    TRADING = "trading", "A brand, or the name it trades under."
    NATIVE = "native", "The name in its own language or script."
    FORMER = "former", "A name that was given up."
    ABBREVIATION = "abbreviation", "An acronym or a short form."
    TRANSLATION = "translation", "A translation that sources use."


class OperatorType(Vocabulary):
    """What kind of body uses the technology."""

    NATIONAL_POLICE = "national_police", "A police force of a state or a federation."
    LOCAL_POLICE = "local_police", "A police force of a region, county, city or district."
    OTHER_LAW_ENFORCEMENT = (
        "other_law_enforcement",
        "Another body with powers of criminal investigation: a prosecutor, customs, prisons.",
    )
    BORDER = "border", "Border, immigration and aviation security."
    INTELLIGENCE = "intelligence", "A domestic or foreign intelligence service."
    MILITARY = "military", "Armed forces."
    OTHER_PUBLIC_BODY = "other_public_body", "Any other public authority, a municipality included."
    TRANSPORT = "transport", "An operator of public transport, a station or an airport."
    SCHOOL = "school", "A school, a university or an education authority."
    HEALTH = "health", "A hospital or a health authority."
    PRIVATE = "private", "Any other private body."


PUBLIC_OPERATORS = frozenset(
    {
        OperatorType.NATIONAL_POLICE,
        OperatorType.LOCAL_POLICE,
        OperatorType.OTHER_LAW_ENFORCEMENT,
        OperatorType.BORDER,
        OperatorType.INTELLIGENCE,
        OperatorType.MILITARY,
        OperatorType.OTHER_PUBLIC_BODY,
    }
)


class Purpose(Vocabulary):
    """What the operator uses the technology for."""

    CRIME_INVESTIGATION = "crime_investigation", "To investigate a crime that was committed."
    CRIME_PREVENTION = "crime_prevention", "To deter or to predict crime."
    WANTED_PERSONS = "wanted_persons", "To find people on a watchlist of suspects or fugitives."
    MISSING_PERSONS = "missing_persons", "To find missing people or victims."
    COUNTER_TERRORISM = "counter_terrorism", "To prevent or to investigate terrorism."
    PUBLIC_ORDER = "public_order", "To police assemblies, events and crowds."
    BORDER_CONTROL = "border_control", "To verify or to screen people who cross a border."
    IMMIGRATION_ENFORCEMENT = (
        "immigration_enforcement",
        "To find or to remove people without status.",
    )
    TRAFFIC = "traffic", "To manage traffic or to enforce its rules."
    ACCESS_CONTROL = "access_control", "To admit people to a place, a service or a journey."
    PAYMENT = "payment", "To identify a payer."
    LOSS_PREVENTION = "loss_prevention", "To deter theft, fraud and violence in shops."
    EXCLUSION = "exclusion", "To keep named people out of premises."
    ATTENDANCE = "attendance", "To record who is present at work or school."
    INTELLIGENCE_GATHERING = "intelligence_gathering", "To collect information on people or groups."
    POPULATION_MONITORING = (
        "population_monitoring",
        "To monitor a population at large or a minority.",
    )
    DEVICE_SEARCH = "device_search", "To read what is on a seized or an infected device."
    EMERGENCY_RESPONSE = "emergency_response", "To detect or to dispatch to an emergency."
    MARKETING = "marketing", "To measure or to address customers and audiences."
    RESEARCH = "research", "To test the technology."


class Setting(Vocabulary):
    """Where the technology meets people."""

    PUBLIC_SPACE = "public_space", "Streets, squares and parks: places open to anyone."
    TRANSPORT_HUB = "transport_hub", "Stations, metros, airports before the border."
    BORDER_CROSSING = "border_crossing", "Land, sea and air borders, checkpoints included."
    SHOP = "shop", "Shops, supermarkets, shopping centres."
    STADIUM = "stadium", "Stadiums, arenas and concert halls."
    EVENT = "event", "A festival, a rally, a demonstration."
    SCHOOL = "school", "Schools and universities."
    WORKPLACE = "workplace", "Places of work."
    HOUSING = "housing", "Homes and residential blocks."
    HEALTH_FACILITY = "health_facility", "Hospitals and clinics."
    DETENTION = "detention", "Police custody, prisons, camps."
    ROAD = "road", "Roads, for vehicles."
    ONLINE = "online", "The internet and its platforms."
    DEVICE = "device", "Phones and computers of individuals."
    TELECOMMUNICATIONS_NETWORK = "telecommunications_network", "Mobile and fixed networks."
    DATABASE = "database", "Records already held: images, documents, purchased data."


class Mode(Vocabulary):
    """When the technology identifies or analyses."""

    REAL_TIME = "real_time", "As it happens, without significant delay."
    RETROSPECTIVE = "retrospective", "Afterwards, on recorded material."
    BOTH = "both", "Both as it happens and afterwards."


class SupplierRole(Vocabulary):
    """What a supplier did for a deployment."""

    MANUFACTURER = "manufacturer", "Makes the product that is used."
    INTEGRATOR = "integrator", "Assembles or resells the system."
    OPERATOR = "operator", "Runs it for the operator."
    FUNDER = "funder", "Pays or lends for it."
    ALGORITHM = "algorithm", "Supplies the algorithm inside another company's product."
    DATA = "data", "Supplies the data that is searched."


class Phase(Vocabulary):
    """A stage in the life of a deployment."""

    ANNOUNCED = "announced", "Planned or tendered in public."
    CONTRACTED = "contracted", "Bought, not yet in use."
    TRIAL = "trial", "In use as a trial or pilot."
    OPERATIONAL = "operational", "In regular use."
    SUSPENDED = "suspended", "Stopped for now, by choice or by order."
    ENDED = "ended", "Given up after use."
    CANCELLED = "cancelled", "Given up before use."


class PartnershipKind(Vocabulary):
    """What two parties do together."""

    RESEARCH = "research", "Joint research."
    PRODUCT = "product", "One's technology goes into the other's product."
    DISTRIBUTION = "distribution", "One sells for the other."
    CUSTOMER = "customer", "One uses the other's technology for its own business."
    GOVERNMENT = "government", "An agreement with a public body."
    INVESTMENT = "investment", "A financial tie short of ownership."


class ProcurementMethod(Vocabulary):
    """How a contract was awarded (after the Open Contracting Data Standard's method codelist)."""

    OPEN = "open", "Any interested supplier could bid."
    SELECTIVE = "selective", "Qualified suppliers could bid."
    LIMITED = "limited", "Chosen suppliers were asked."
    DIRECT = "direct", "One supplier, without competition."
    GIFT = "gift", "Without payment: a donation or a free trial."


class AssessmentKind(Vocabulary):
    """A document by which an operator accounts for a deployment."""

    IMPACT_ASSESSMENT = "impact_assessment", "A privacy, rights or surveillance impact assessment."
    DPIA = "dpia", "A data protection impact assessment in the sense of data-protection law."
    USE_POLICY = "use_policy", "A policy that sets out permitted uses."
    ANNUAL_REPORT = "annual_report", "A periodic report on use."
    AUDIT = "audit", "An audit or evaluation by another body."
    ACCURACY_TEST = "accuracy_test", "A test of accuracy or bias."
    LEGISLATIVE_APPROVAL = "legislative_approval", "A vote by an elected body to permit the use."
    PUBLIC_CONSULTATION = "public_consultation", "A hearing or a consultation."


class ChallengeOutcome(Vocabulary):
    """Where a case before a court or a regulator stands."""

    PENDING = "pending", "No decision was found."
    UPHELD = "upheld", "Decided wholly for the challenger."
    PARTLY_UPHELD = "partly_upheld", "Decided in part for the challenger."
    DISMISSED = "dismissed", "Decided against the challenger."
    SETTLED = "settled", "Ended by agreement."
    MOOT = "moot", "Ended without a decision on the merits."
    OVERTURNED = "overturned", "A decision that a higher instance set aside."
    CLOSED = "closed", "An investigation ended without formal action."


class InstrumentType(Vocabulary):
    """What kind of legal instrument a regulation is."""

    STATUTE = "statute", "An act of a national or regional parliament."
    ORDINANCE = "ordinance", "A local law."
    REGULATION = "regulation", "A directly applicable or executive regulation."
    DIRECTIVE = "directive", "A directive that speaks through what implements it."
    EXECUTIVE_ORDER = "executive_order", "An order of a head of state or government."
    COURT_JUDGMENT = "court_judgment", "A judgment that binds beyond its parties."
    REGULATOR_DECISION = "regulator_decision", "A decision of a supervisory authority."
    CODE_OF_PRACTICE = "code_of_practice", "Statutory guidance."
    EXPORT_CONTROL = "export_control", "A rule on exports."
    PROCUREMENT_RULE = "procurement_rule", "A rule on what public bodies may buy."
    LISTING = "listing", "A list of named parties with legal effect."
    TREATY = "treaty", "An agreement between states."


class Effect(Vocabulary):
    """What a provision does to the use that it covers."""

    PROHIBITS = "prohibits", "The use is forbidden, save for exceptions."
    REQUIRES = "requires", "The use is subject to conditions."
    PERMITS = "permits", "The use is expressly allowed."
    LISTS = "lists", "Named parties are listed, with the consequences the provision states."


class Requirement(Vocabulary):
    """What a provision can require of an operator."""

    IMPACT_ASSESSMENT = "impact_assessment", "An assessment of the impact on rights or privacy."
    USE_POLICY = "use_policy", "A published policy on use."
    LEGISLATIVE_APPROVAL = "legislative_approval", "A vote by an elected body."
    WARRANT = "warrant", "A judicial authorisation."
    AUTHORISATION = "authorisation", "An authorisation by another body than a court."
    NOTICE = "notice", "Notice to the people concerned."
    CONSENT = "consent", "Consent of the people concerned."
    RETENTION_LIMIT = "retention_limit", "Deletion after a set time (`days`)."
    ANNUAL_REPORT = "annual_report", "A periodic public report."
    AUDIT = "audit", "A periodic audit."
    ACCURACY_TEST = "accuracy_test", "A test of accuracy or bias."
    HUMAN_REVIEW = "human_review", "Review of a match by a person."
    LEGAL_BASIS = "legal_basis", "A basis in law for the use."
    NECESSITY = "necessity", "A showing of necessity and proportionality."
    DISCLOSURE = "disclosure", "Disclosure to a defendant or to a public body."
    LICENCE = "licence", "A licence, for exports or for the trade."
    REGISTRATION = "registration", "Entry in a register."
    SECURITY = "security", "Technical and organisational security."
    TRAINING = "training", "Training of those who use it."
    RECORDS = "records", "Records of each use."


class Authorisation(Vocabulary):
    """Whose permission an exception depends on."""

    COURT = "court", "A court or a judge."
    INDEPENDENT_BODY = "independent_body", "An independent administrative authority."
    EXECUTIVE = "executive", "A minister, a prefect or a head of an agency."
    LEGISLATURE = "legislature", "An elected body."
    CONSENT = "consent", "The person concerned."
    NONE = "none", "Nobody's; the facts suffice."


class JurisdictionLevel(Vocabulary):
    """What kind of territory or legal order a jurisdiction is."""

    UNION = "union", "A supranational union or organisation."
    COUNTRY = "country", "A state or a territory with an ISO 3166-1 code."
    SUBDIVISION = "subdivision", "A state, province or region with an ISO 3166-2 code."
    LOCALITY = "locality", "A county, a city or a district."
