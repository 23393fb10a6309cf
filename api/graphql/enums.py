"""Enums of the business as they travel: the same members, with a description for each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import strawberry

E = TypeVar("E", bound=StrEnum)


def exposed(kind: type[E], description: str, values: Mapping[E, str], *, name: str | None = None) -> None:
    """Let an enum of the domain travel, under its own name unless another is given.

    Raises ValueError when a member has no description.
    """
    missing = [member.name for member in kind if member not in values]
    if missing:
        raise ValueError(f"{kind.__name__} does not say what {', '.join(missing)} means")
    made = strawberry.enum(kind, name=name, description=description)
    for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[kind(value.value)]
