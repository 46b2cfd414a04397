"""What fields are called on the pages, and the order in which they stand there."""

from functools import cache

_LABELS = {
    "as_of": "As of", "from": "From", "of": "What", "with": "Recipient", "what": "What",
    "lead": "Led by", "by": "According to", "party": "Party", "operator_type": "Kind of operator",
    "retention_days": "Kept for", "legal_basis_claimed": "Legal basis claimed", "names": "Other names",
    "instrument_type": "Instrument", "issuing_body": "Issued by", "in_force": "In force",
    "alt_labels": "Also called", "scale": "Scale and results", "cost": "Cost",
    "challenges": "Courts and regulators", "assessments": "Assessments and policies",
    "ownership": "Owners", "listings": "Legal lists that name it", "customers": "Customers claimed",
    "statements": "Further claims", "suppliers": "Suppliers", "brought_by": "Brought by",
    "procurement_method": "Procurement", "signed": "Signed", "in": "Under the law of",
    "phases": "Phases", "provisions": "Provisions", "url": "Document",
    "dpia": "Data protection impact assessment", "official_url": "Official text", "eli": "ELI",
    "celex": "CELEX", "ecli": "ECLI", "lei": "LEI",
}  # fmt: skip

SECTIONS = (
    "provisions", "phases", "suppliers", "contracts", "scale", "cost", "sharing", "assessments",
    "challenges", "listings", "products", "customers", "partnerships", "ownership", "funding",
    "valuations", "amends", "repeals", "implements", "interprets", "preempts", "memberships",
    "statements", "names",
)  # fmt: skip
"""The lists of a record in the order in which a page shows them."""

FACTS = (
    "jurisdiction", "place", "operator", "operator_type", "technologies", "purposes", "settings",
    "mode", "retention_days", "legal_basis_claimed", "instrument_type", "issuing_body", "adopted",
    "published", "in_force", "parent", "founded", "dissolved", "website", "official_url",
    "identifiers", "broader", "related", "parents",
)  # fmt: skip
"""The single facts of a record in the order of the facts box."""

EXPECTED = {
    "vendor": ("founded",),
    "deployment": ("operator", "operator_type", "mode", "retention_days", "legal_basis_claimed"),
    "regulation": ("issuing_body", "adopted", "in_force"),
    "organisation": ("jurisdiction",),
    "jurisdiction": (),
    "technology": (),
}
"""Facts whose absence a page states."""

EXPECTED_SECTIONS = {
    "vendor": (),
    "deployment": ("suppliers", "phases", "assessments"),
    "regulation": ("provisions",),
    "organisation": (),
    "jurisdiction": (),
    "technology": (),
}
"""Lists whose absence a page states."""

_RELATIONS = {
    "suppliers": "As supplier", "operator": "As operator", "technologies": "On this technology",
    "jurisdiction": "In this jurisdiction", "contracts.buyer": "As buyer",
    "contracts.supplier": "As contractor", "challenges.body": "As court or regulator",
    "issuing_body": "As issuing body", "provisions": "Named in provisions",
    "listings.regulation": "Lists made under it", "statements.about": "Mentioned by",
    "funding.lead": "As lead investor", "funding.investors": "As investor",
    "partnerships.party": "As partner", "ownership.party": "As owner", "parent": "Parts of it",
    "sharing.party": "As recipient of data", "amends.regulation": "Amended by",
    "repeals.regulation": "Repealed by", "implements.regulation": "Implemented by",
    "interprets.regulation": "Interpreted by", "preempts.regulation": "Overridden by",
    "broader": "Narrower technologies", "related": "Related technologies",
    "products.technologies": "Products", "memberships.in": "Under its law", "parents": "Parts of it",
    "customers.jurisdiction": "Customers there", "responses.party": "Responses",
    "withdrawn.replaced_by": "Replaces",
}  # fmt: skip


@cache
def label(key: str) -> str:
    """What a field is called on a page: `As of` for `as_of`."""
    return _LABELS.get(key, key.replace("_", " ").capitalize())


def relation(key: str) -> str:
    """How the pages name a reference made by this field, seen from the record referred to."""
    return _RELATIONS.get(key, label(key.rsplit(".", 1)[-1]))
