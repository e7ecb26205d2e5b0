"""What is known before reading: countries, organisations, roles, persons, offices and their holders."""

from pipeline.knowledge.own import extended, extended_by
from pipeline.knowledge.records import (
    Country,
    FirstName,
    Holder,
    Knowledge,
    KnowledgeError,
    Office,
    Organisation,
    Person,
    RoleNoun,
    Town,
)
from pipeline.knowledge.tables import (
    countries,
    first_names,
    holders,
    offices,
    organisations,
    persons,
    roles,
    shipped,
    towns,
)

__all__ = [
    "Country",
    "FirstName",
    "Holder",
    "Knowledge",
    "KnowledgeError",
    "Office",
    "Organisation",
    "Person",
    "RoleNoun",
    "Town",
    "countries",
    "extended",
    "extended_by",
    "first_names",
    "holders",
    "offices",
    "organisations",
    "persons",
    "roles",
    "shipped",
    "towns",
]
