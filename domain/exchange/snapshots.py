"""A newer snapshot is compared by key with what the source said last: new, changed (before → after), gone,
unchanged.

Several rows of one key in a file are refused, with both rows named, unless the mapping says how they belong
together: the first counts, the newest counts (older ones are history), the figures add up, or they must
agree. Comparing the same file again finds everything unchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.exchange.column_values import Value
from domain.exchange.columns import Combine, FileMapping
from domain.exchange.meanings import RowError
from domain.exchange.rules import Record
from domain.exchange.sheet import as_text
from domain.quantities import Month

Content = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Combined:
    """One record for each key, the older rows of a key (oldest first), and the rows that contradict each
    other.
    """

    records: tuple[Record, ...]
    history: Mapping[str, tuple[Record, ...]]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says something else now."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a newer snapshot means: `changed` holds only fields that the new file has."""

    new: tuple[Record, ...]
    changed: tuple[tuple[Record, tuple[Change, ...]], ...]
    unchanged: tuple[Record, ...]
    gone: tuple[str, ...]


def combined(records: Iterable[Record], mapping: FileMapping) -> Combined:
    """One record for each key by the mapping's rule; `errors` name both rows where the rule does not
    decide.
    """
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.key, []).append(record)
    chosen: list[Record] = []
    history: dict[str, tuple[Record, ...]] = {}
    errors: list[RowError] = []
    shown = mapping.columns["key"].header if "key" in mapping.columns else " + ".join(mapping.key_from)
    for key, group in groups.items():
        if len(group) == 1:
            chosen.append(group[0])
            continue
        match mapping.combine:
            case Combine.REFUSE:
                errors += [_twice(shown, record, group[0]) for record in group[1:]]
            case Combine.FIRST:
                chosen.append(group[0])
            case Combine.SAME:
                errors += _disagreeing(group, mapping)
                chosen.append(group[0])
            case Combine.SUM:
                chosen.append(_summed(group))
            case Combine.NEWEST:
                newest, older, wrong = _newest(group, mapping)
                chosen.append(newest)
                history[key] = older
                errors += wrong
    return Combined(tuple(chosen), history, tuple(sorted(errors, key=lambda error: error.row)))


def content(record: Record) -> dict[str, str | None]:
    """A record as it is stored and compared: texts only, one spelling for each value."""
    return {name: _spelled(value) for name, value in record.values.items()}


def compared(existing: Mapping[str, Content], incoming: Iterable[Record]) -> Comparison:
    """Incoming records against what each key said last. Fields that the new file lacks are left alone."""
    new: list[Record] = []
    changed: list[tuple[Record, tuple[Change, ...]]] = []
    unchanged: list[Record] = []
    seen: set[str] = set()
    for record in incoming:
        seen.add(record.key)
        before = existing.get(record.key)
        if before is None:
            new.append(record)
            continue
        changes = tuple(
            Change(name, before.get(name), after)
            for name, after in content(record).items()
            if before.get(name) != after
        )
        if changes:
            changed.append((record, changes))
        else:
            unchanged.append(record)
    gone = tuple(key for key in existing if key not in seen)
    return Comparison(tuple(new), tuple(changed), tuple(unchanged), gone)


def _twice(shown: str, record: Record, first: Record) -> RowError:
    advice = f"row {first.row} has the same key; remove one of them, or say how rows of one key are combined."
    return RowError(record.row, shown, record.key, advice)


def _disagreeing(group: list[Record], mapping: FileMapping) -> list[RowError]:
    first = group[0]
    return [
        RowError(
            record.row,
            mapping.columns[name].header,
            _spelled(value) or "",
            f'row {first.row} has the same key "{record.key}" but "{_spelled(first.values[name]) or ""}"; '
            "rows of one key must agree.",
        )
        for record in group[1:]
        for name, value in record.values.items()
        if value != first.values[name]
    ]


def _summed(group: list[Record]) -> Record:
    """Figures added up (none where all are missing); everything else is the first row's that has it."""
    values: dict[str, Value] = {}
    for name in group[0].values:
        present = [value for record in group if (value := record.values[name]) is not None]
        figures = [value for value in present if isinstance(value, Decimal)]
        values[name] = sum(figures, Decimal(0)) if figures else next(iter(present), None)
    return Record(group[0].row, group[0].key, values)


def _newest(group: list[Record], mapping: FileMapping) -> tuple[Record, tuple[Record, ...], list[RowError]]:
    name = mapping.newest_by
    header = mapping.columns[name].header
    wrong: list[RowError] = []
    dated: dict[str, Record] = {}
    for record in group:
        when = _spelled(record.values.get(name))
        if when is None:
            wrong.append(RowError(record.row, header, "", f'is empty, but the key "{record.key}" has several rows.'))
        elif when in dated:
            both = f'row {dated[when].row} has the same key "{record.key}" and the same {name}; remove one of them.'
            wrong.append(RowError(record.row, header, when, both))
        else:
            dated[when] = record
    ordered = [dated[when] for when in sorted(dated)] or group
    return ordered[-1], tuple(ordered[:-1]), wrong


def _spelled(value: Value) -> str | None:
    if value is None:
        return None
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    if isinstance(value, (Month, str)):
        return str(value)
    if isinstance(value, date):
        return as_text(value)
    return str(value)
