"""Headers in three languages suggest their fields, and a mapping that does not fit says what the file has."""

import pytest

from domain.errors import RuleViolation
from domain.exchange.columns import CERTAIN, GOOD, ColumnMapping, Combine, file_mapping, suggested_mapping
from domain.exchange.fields import ImportKind
from domain.exchange.reading import read_table
from domain.exchange.sheet import Table


def table(text: str) -> Table:
    return read_table(text.encode(), "file.csv")


@pytest.mark.parametrize(
    "headers",
    [
        ("Project ID", "Project title", "Description", "Department", "Total budget", "Due date", "Status"),
        ("Nummer", "Bezeichnung", "Beschreibung", "Abteilung", "Gesamtkosten", "Fälligkeit", "Zustand"),
        ("Identifiant", "Intitulé", "Besoin", "Département", "Coût total", "Échéance", "Statut"),
        ("unique_id", "projectName", "PROBLEM", "businessUnit", "Cost (k€)", "estimatedCompletionDate", "state"),
    ],
)
def test_headers_in_three_languages_suggest_their_fields(headers: tuple[str, ...]) -> None:
    suggestions = suggested_mapping(ImportKind.REQUESTS, headers)
    fields = ("key", "title", "problem", "unit_name", "cost", "finish", "status")
    assert {name: suggestions[name].header for name in fields} == dict(zip(fields, headers, strict=True))
    assert all(suggestions[name].confidence >= GOOD and suggestions[name].why for name in fields)


def test_the_other_kinds_suggest_too() -> None:
    history = suggested_mapping(ImportKind.ESTIMATE_HISTORY, ["Task", "Team", "Geschätzter Aufwand (h)", "Actual days"])
    assert {name: one.header for name, one in history.items()} == {
        "title": "Task",
        "team": "Team",
        "estimated_effort": "Geschätzter Aufwand (h)",
        "actual_effort": "Actual days",
    }
    capacity = suggested_mapping(ImportKind.CAPACITY, ["Équipe", "Mois", "Brut", "Run days", "Congés", "Divers"])
    assert set(capacity) == {"team", "month", "gross", "run", "leave", "other"}
    people = suggested_mapping(ImportKind.PEOPLE, ["Nom", "E-Mail", "Rôle", "Service"])
    assert set(people) == {"name", "email", "role", "unit"}


def test_a_column_is_suggested_for_one_field_and_the_better_name_wins() -> None:
    suggestions = suggested_mapping(ImportKind.REQUESTS, ["project", "project name", "id"])
    assert suggestions["title"].header == "project name"
    assert suggestions["title"].confidence == CERTAIN


def test_a_weak_suggestion_is_shown_but_never_used_by_itself() -> None:
    file = table("id,name,dept,Comment on the budget\n1,a,b,c\n")
    assert suggested_mapping(ImportKind.REQUESTS, file.headers)["cost"].confidence < GOOD
    assert "cost" not in file_mapping(ImportKind.REQUESTS, file).columns


def test_the_person_overrules_suggestions_and_can_leave_a_field_empty() -> None:
    file = table("id,name,dept,budget,price\n1,a,b,3,4\n")
    mapping = file_mapping(ImportKind.REQUESTS, file, {"cost": "price", "unit_code": None, "unit_name": "DEPT"})
    assert mapping.columns["cost"].header == "price"
    assert mapping.columns["unit_name"].header == "DEPT"
    assert "unit_code" not in mapping.columns


def test_a_mapping_that_does_not_fit_names_every_fault_and_the_headers_that_exist() -> None:
    file = table("Alpha,Beta\n1,2\n")
    with pytest.raises(RuleViolation) as caught:
        file_mapping(ImportKind.REQUESTS, file, {"cost": "Gamma", "colour": "Beta"}, combine=Combine.NEWEST)
    faults = {violation.path: violation.message for violation in caught.value.violations}
    assert set(faults) == {
        "columns.cost", "columns.colour", "columns.title", "columns.unit_code", "columns.key", "columns.snapshot",
    }  # fmt: skip
    assert 'The file has: "Alpha", "Beta".' in faults["columns.title"]
    assert "promised_value" in faults["columns.colour"]


def test_a_column_serves_one_field() -> None:
    file = table("id,name,dept\n1,a,b\n")
    with pytest.raises(RuleViolation) as caught:
        file_mapping(ImportKind.REQUESTS, file, {"problem": "name", "outcome": "name", "title": "id"})
    assert [violation.path for violation in caught.value.violations] == ["columns.outcome", "columns.key"]


def test_a_value_for_every_row_stands_for_a_missing_column() -> None:
    mapping = file_mapping(ImportKind.REQUESTS, table("id,name\n1,a\n"), {"unit_code": ColumnMapping(value="HHS")})
    assert mapping.columns["unit_code"].value == "HHS"


@pytest.mark.parametrize("month", [0, 13])
def test_a_fiscal_year_starts_in_a_month_of_the_year(month: int) -> None:
    with pytest.raises(RuleViolation):
        file_mapping(ImportKind.PEOPLE, table("name,email\na,b@c.de\n"), fiscal_year_starts=month)
