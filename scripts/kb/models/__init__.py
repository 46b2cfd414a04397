"""The kinds of record: their folders, their classes, and nothing that reads or writes."""

from dataclasses import dataclass

from kb.models.claims import Record
from kb.models.deployment import Deployment
from kb.models.reference import Jurisdiction, Organisation, Technology
from kb.models.regulation import Regulation
from kb.models.vendor import Vendor


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: its name, its folder under `data/` and on the site, and its class."""

    name: str
    folder: str
    record: type[Record]
    title: str


KINDS: tuple[Kind, ...] = (
    Kind("vendor", "vendors", Vendor, "Vendors"),
    Kind("deployment", "deployments", Deployment, "Deployments"),
    Kind("regulation", "regulations", Regulation, "Regulations"),
    Kind("organisation", "organisations", Organisation, "Organisations"),
    Kind("jurisdiction", "jurisdictions", Jurisdiction, "Jurisdictions"),
    Kind("technology", "technologies", Technology, "Technologies"),
)
KIND = {kind.name: kind for kind in KINDS}
KIND_OF_FOLDER = {kind.folder: kind for kind in KINDS}

__all__ = [
    "KIND",
    "KINDS",
    "KIND_OF_FOLDER",
    "Deployment",
    "Jurisdiction",
    "Kind",
    "Organisation",
    "Record",
    "Regulation",
    "Technology",
    "Vendor",
]
