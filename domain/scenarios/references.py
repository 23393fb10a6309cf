"""What people named in a scenario's changes, by id: teams and units by code too, requests by key too."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any
from uuid import UUID

from domain.database.engine import rows
from domain.errors import Violation

_KEY = re.compile(r"REQ-([1-9][0-9]{0,8})", re.IGNORECASE)
_MISSING = {
    "team": "There is no such team.",
    "unit": "There is no such unit.",
    "request": "There is no such request.",
    "option": "There is no such option.",
}

# One place where something is named: its path, what it is, who holds it and under which name or number.
Place = tuple[str, str, Any, Any]


async def resolved(changes: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Violation, ...]]:
    """The changes with ids for everything named, and a violation for each name that nothing has."""
    made = deepcopy(dict(changes))
    places = list(_places(made))
    known: dict[str, dict[str, UUID]] = {}
    for what in dict.fromkeys(place[1] for place in places):
        known[what] = await _known(what, [_text(place) for place in places if place[1] == what])
    missing = []
    for place in places:
        path, what, holder, name = place
        found = known[what].get(_text(place))
        if found is None:
            missing.append(Violation(f"changes.{path}", _MISSING[what]))
        else:
            holder[name] = str(found)
    policy = made.get("policy")
    if policy and policy.get("entitlements"):
        policy["entitlements"] = {each["unit"]: each["weight"] for each in policy["entitlements"]}
    return made, tuple(missing)


def _text(place: Place) -> str:
    return str(place[2][place[3]]).strip().lower()


def _places(changes: dict[str, Any]) -> Iterator[Place]:
    for field, names in _FIELDS.items():
        for number, one in enumerate(changes.get(field) or ()):
            for name, what in names.items():
                if one.get(name) is not None:
                    yield f"{field}.{number}.{name}", what, one, name
            for inner, name, what in (("efforts", "team", "team"),):
                for each_number, each in enumerate(one.get(inner) or ()):
                    yield f"{field}.{number}.{inner}.{each_number}.{name}", what, each, name
    for number, order in enumerate(changes.get("order") or ()):
        order["requests"] = list(order.get("requests") or ())
        for each_number in range(len(order["requests"])):
            yield f"order.{number}.requests.{each_number}", "request", order["requests"], each_number
    for field, what in (("requests_out", "request"), ("options", "option")):
        if changes.get(field):
            changes[field] = list(changes[field])
            for number in range(len(changes[field])):
                yield f"{field}.{number}", what, changes[field], number
    for number, each in enumerate((changes.get("policy") or {}).get("entitlements") or ()):
        yield f"policy.entitlements.{number}.unit", "unit", each, "unit"


_FIELDS: dict[str, dict[str, str]] = {
    "capacity": {"team": "team"},
    "order": {"unit": "unit"},
    "moves": {"request": "request", "after": "request"},
    "requests_in": {"unit": "unit", "after": "request"},
}


async def _known(what: str, texts: list[str]) -> dict[str, UUID]:
    """The id of each thing by how it was named."""
    ids = {text: one for text in texts if (one := _uuid(text)) is not None}
    others = [text for text in texts if text not in ids and text.isprintable()]
    match what:
        case "request":
            numbers = {int(key[1]): text for text in others if (key := _KEY.fullmatch(text))}
            found = await rows(
                "select id, number from request where id = any($1::uuid[]) or number = any($2::int[])",
                list(ids.values()),
                list(numbers),
            )
            named = {numbers[each["number"]]: each["id"] for each in found if each["number"] in numbers}
        case "option":
            found = await rows("select id from question_option where id = any($1::uuid[])", list(ids.values()))
            named = {}
        case _:
            found = await rows(
                f"select id, code from {what} where id = any($1::uuid[]) or code = any($2::text[])",
                list(ids.values()),
                others,
            )
            named = {each["code"]: each["id"] for each in found if each["code"] in set(others)}
    there = {each["id"] for each in found}
    return {**named, **{text: one for text, one in ids.items() if one in there}}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
