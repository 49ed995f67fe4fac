"""Describes pages to search engines as schema.org data (JSON-LD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.address import Address
from generator.language import LANGUAGES
from generator.plan import Department

if TYPE_CHECKING:
    from generator.labels import Labels
    from generator.pages import Page
    from generator.plan import Plan

_TYPES = {"party": "Organization", "government": "GovernmentOrganization", "people": "Organization"}


def structured_data(plan: Plan, page: Page, t: Labels, site_url: str) -> dict[str, Any]:
    """The page's subject: a department, or the plan or the part of it that the page shows."""
    address = site_url + t.language.prefix + Address(page.path).url
    common = {"@context": "https://schema.org", "url": address}
    if isinstance(page.subject, Department):
        return common | {
            "@type": _TYPES[page.subject.kind],
            "name": t.shown(page.subject.name),
            "alternateName": [
                *(page.subject.name[one.code] for one in LANGUAGES if one is not t.language),
                *page.subject.aliases,
            ],
            "areaServed": t.shown(plan.identity.place),
        }
    legislation = _legislation(plan, t)
    if page.template in ("home", "full"):
        return common | legislation
    name = page.title(plan, t)
    part = {"@type": "CreativeWork", "name": name, "inLanguage": t.language.tag}
    return common | part | {"isPartOf": legislation}


def _legislation(plan: Plan, t: Labels) -> dict[str, Any]:
    identity = plan.identity
    return {
        "@type": "Legislation",
        "name": t.shown(identity.title),
        "legislationIdentifier": t.shown(identity.document_number),
        "legislationDate": identity.issued.isoformat(),
        "legislationPassedBy": {
            "@type": "GovernmentOrganization",
            "name": t.shown(identity.issuer),
        },
        "spatialCoverage": t.shown(identity.place),
        "temporalCoverage": f"{identity.period.start}/{identity.period.end}",
        "inLanguage": t.language.tag,
    }
