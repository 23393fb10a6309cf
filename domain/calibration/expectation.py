"""What to expect of the next promise of a unit, owner, category or route: the own record beside that of all. Pure."""

from collections.abc import Hashable
from dataclasses import dataclass

from domain.calibration.credibility import Credibility, Level
from domain.calibration.factors import exact
from domain.calibration.value import COMPANY, CompanyRecord


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected for each unit of money promised, with the range of eight in ten past cases; `own_share` is how much the
    own record counts in it (0 to 1). The factor is 1 and the range None while the company has no record."""

    factor: float = 1.0
    low: float | None = None
    high: float | None = None
    own_share: float = 0.0


def of_unit(record: CompanyRecord, unit: Hashable) -> Expectation:
    """What to expect of a unit's promises."""
    if record.by_owner is None:
        return Expectation()
    return _ranged(record, record.by_owner.of_unit(unit), record.by_owner.units.get(unit))


def of_owner(record: CompanyRecord, owner: Hashable) -> Expectation:
    """What to expect of an owner's promises; of one in several units what the longest record says."""
    fitted = record.by_owner
    if fitted is None:
        return Expectation()
    known = [(level.volume, str(unit), unit) for (unit, one), level in fitted.owners.items() if one == owner]
    if not known:
        return _ranged(record, fitted.mean, None)
    _, _, unit = max(known)
    return _ranged(record, fitted.of_owner(unit, owner), fitted.owners[unit, owner])


def of_category(record: CompanyRecord, category: Hashable) -> Expectation:
    """What to expect of promises in a category."""
    return _of_company(record, record.by_category, category)


def of_route(record: CompanyRecord, route: Hashable) -> Expectation:
    """What to expect of promises that are met by a route."""
    return _of_company(record, record.by_route, route)


def _of_company(record: CompanyRecord, fitted: Credibility | None, key: Hashable) -> Expectation:
    if fitted is None:
        return Expectation()
    return _ranged(record, fitted.of_owner(COMPANY, key), fitted.owners.get((COMPANY, key)))


def _ranged(record: CompanyRecord, factor: float, level: Level | None) -> Expectation:
    low, high = (float(exact(factor * each)) for each in record.spread) if record.spread else (None, None)
    return Expectation(float(exact(factor)), low, high, level.share if level else 0.0)
