"""Describes pages to search engines as schema.org data (JSON-LD)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.address import Address
from generator.entity import Department
from generator.language import LANGUAGES

if TYPE_CHECKING:
    from generator.labels import Labels
    from generator.pages import Page
    from generator.plan import Plan

_GOVERNMENT = "GovernmentOrganization"


def structured_data(plan: Plan, page: Page, t: Labels, site_url: str) -> dict[str, Any]:
    """The page's subject: a department, or the plan or the part of it that the page shows."""
    address = site_url + t.language.prefix + Address(page.path).url
    common = {"@context": "https://schema.org", "url": address}
    if isinstance(page.subject, Department):
        return common | {
            "@type": _GOVERNMENT if page.subject.kind == "government" else "Organization",
            "name": t.shown(page.subject.name),
            "alternateName": [
                *(page.subject.name[one.code] for one in LANGUAGES if one is not t.language),
                *page.subject.aliases,
            ],
            **({"areaServed": t.shown(place)} if (place := plan.identity.place) else {}),
        }
    legislation = _legislation(plan, t)
    if page.template in ("home", "full"):
        return common | legislation
    name = page.title(plan, t)
    part = {"@type": "CreativeWork", "name": name, "inLanguage": t.language.tag}
    return common | part | {"isPartOf": legislation}


def _legislation(plan: Plan, t: Labels) -> dict[str, Any]:
    identity = plan.identity
    known = {
        "legislationIdentifier": identity.document_number and t.shown(identity.document_number),
        "legislationDate": identity.issued and identity.issued.isoformat(),
        "spatialCoverage": identity.place and t.shown(identity.place),
        "temporalCoverage": identity.period and f"{identity.period.start}/{identity.period.end}",
    }
    return {
        "@type": "Legislation",
        "name": t.shown(identity.title),
        **{name: value for name, value in known.items() if value},
        "legislationPassedBy": {
            "@type": _GOVERNMENT,
            "name": t.shown(identity.issuer),
        },
        "inLanguage": t.language.tag,
    }
