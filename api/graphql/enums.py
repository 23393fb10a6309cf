"""Enums of the domain on the wire: the names of their members, each with what it means."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

import strawberry

E = TypeVar("E", bound=Enum)


def told(kind: type[E], description: str, meanings: Mapping[E, str], *, name: str | None = None) -> type[E]:
    """Put a domain's enum into the schema. Raises ValueError when a member has no meaning given."""
    if missing := [member.name for member in kind if member not in meanings]:
        raise ValueError(f"say what these of {kind.__name__} mean: {', '.join(missing)}")
    exposed = strawberry.enum(kind, name=name, description=description)
    by_name = {member.name: meaning for member, meaning in meanings.items()}
    for value in exposed.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = by_name[value.name]
    return exposed


exposed = told
