"""Rows become records all together or not at all, and a newer snapshot says what is new, changed and gone."""

import pickle
from datetime import date
from decimal import Decimal

import pytest

from domain.exchange.columns import ColumnMapping, Combine, FileMapping, file_mapping
from domain.exchange.fields import ImportKind
from domain.exchange.meanings import Choice, Question
from domain.exchange.reading import read_table
from domain.exchange.rules import ERRORS_SHOWN, Checked, Record, checked
from domain.exchange.snapshots import Change, Combined, combined, compared, content
from domain.quantities import Month

HEADER = "id,name,dept,budget,due date,year\n"


def read(text: str, kind: ImportKind = ImportKind.REQUESTS, **options: object) -> tuple[Checked, FileMapping]:
    table = read_table(text.encode(), "file.csv")
    mapping = file_mapping(kind, table, **options)  # type: ignore[arg-type]
    return checked(table, mapping), mapping


def together(text: str, **options: object) -> Combined:
    result, mapping = read(text, **options)  # type: ignore[arg-type]
    assert result.usable, [str(error) for error in result.errors]
    return combined(result.records, mapping)


def test_a_row_becomes_a_record_with_exact_values() -> None:
    result, _ = read(HEADER + '7,A portal,RET,"$1,250.505",Q4 2026/27,2026\n8,B,RET,TBD,,2026\n')
    assert result.usable
    assert result.currency == "$"
    assert result.records[0] == Record(
        2,
        "7",
        {
            "key": "7",
            "title": "A portal",
            "unit_code": "RET",
            "cost": Decimal("1250.51"),
            "finish": date(2027, 3, 31),
            "snapshot": date(2026, 1, 1),
        },
    )
    assert (result.records[1].values["cost"], result.records[1].values["finish"]) == (None, None)


def test_every_error_is_reported_and_then_no_row_is_a_record() -> None:
    result, _ = read(HEADER + "1,a,b,abc,2026-13-01,2026\n,,b,5,2026-01-01,2026\n3,c,d,6,,2026\n")
    assert result.records == ()
    assert [(error.row, error.column) for error in result.errors] == [
        (2, "budget"),
        (2, "due date"),
        (3, "name"),
        (3, "id"),
    ]
    assert str(result.errors[0]) == (
        'Row 2, column "budget", "abc": is not an amount; write a figure such as 1250.50, or leave the cell empty.'
    )


def test_errors_are_listed_to_a_cap_and_counted_beyond() -> None:
    result, _ = read(HEADER + "".join(f"{at},a,b,x,,\n" for at in range(ERRORS_SHOWN + 50)))
    assert (len(result.errors), result.error_count) == (ERRORS_SHOWN, ERRORS_SHOWN + 50)


def test_an_open_question_holds_the_file_back_until_it_is_answered() -> None:
    text = HEADER + "1,a,b,5,03/04/2026,2026\n"
    result, _ = read(text)
    assert not result.usable
    assert (result.questions[0].field, result.questions[0].column) == ("finish", "due date")
    answers = {Question.DAY_ORDER: Choice.MONTH_FIRST}
    answered, _ = read(text, columns={"finish": ColumnMapping("due date", answers=answers)})
    assert answered.records[0].values["finish"] == date(2026, 3, 4)


def test_effort_without_a_unit_is_a_question() -> None:
    text = "id,team,estimate,actual hours\n1,Data,2,16\n"
    result, _ = read(text, ImportKind.ESTIMATE_HISTORY)
    assert result.questions[0].question is Question.EFFORT_UNIT
    answered, _ = read(
        text, ImportKind.ESTIMATE_HISTORY, columns={"estimated_effort": ColumnMapping("estimate", unit=Choice.WEEKS)}
    )
    values = answered.records[0].values
    assert (values["estimated_effort"], values["actual_effort"]) == (Decimal(10), Decimal(2))


def test_amounts_of_two_currencies_name_both_rows() -> None:
    result, _ = read(HEADER + "1,a,b,€5,,\n2,a,b,6,,\n3,a,b,£7,,\n")
    assert [(error.row, error.column) for error in result.errors] == [(4, "budget")]
    assert "row 2" in str(result.errors[0])


def test_texts_have_a_longest_length() -> None:
    result, _ = read(HEADER + f"1,{'a' * 301},b,5,,\n")
    assert "301 characters" in result.errors[0].message


def test_rows_without_a_named_field_are_left_out_and_said() -> None:
    result, _ = read(HEADER + "1,a,b,5,,\n2,,b,,,\n", leave_out_without=("title",))
    assert [record.key for record in result.records] == ["1"]
    assert result.notes[-1].message == '1 rows without "name" left out.'


def test_capacity_is_keyed_by_team_and_month_in_person_days() -> None:
    result, _ = read("Team,Month,Capacity,Run,Leave\n Data ,Nov 2026,40,10.5,2\n", ImportKind.CAPACITY)
    record = result.records[0]
    assert record.key == "data | 2026-11"
    assert (record.values["month"], record.values["run"]) == (Month(2026, 11), Decimal("10.5"))
    broken, _ = read("Team,Month,Capacity\nData,2026,40\nData,2026-12,\n", ImportKind.CAPACITY)
    assert [(error.row, error.column) for error in broken.errors] == [(2, "Month"), (3, "Capacity")]


def test_people_are_keyed_by_their_address() -> None:
    result, _ = read("Name,Email,Role\nAda,Ada@Example.org,owner\n", ImportKind.PEOPLE)
    assert result.records[0].key == "ada@example.org"
    broken, _ = read("Name,Email\nAda,ada.example.org\n", ImportKind.PEOPLE)
    assert broken.errors[0].column == "Email"


def test_the_result_crosses_a_process_boundary() -> None:
    result, _ = read(HEADER + "1,a,b,x,03/04/2026,\n")
    assert pickle.loads(pickle.dumps(result)) == result


def test_one_key_twice_is_refused_with_both_rows() -> None:
    errors = together(HEADER + "1,a,b,5,,\n2,a,b,5,,\n1,c,b,5,,\n").errors
    assert [(error.row, error.column, error.value) for error in errors] == [(4, "id", "1")]
    assert "row 2" in errors[0].message


def test_the_newest_of_several_rows_counts_and_the_others_are_history() -> None:
    text = HEADER + "1,a,b,7,,2021\n1,a,b,5,,2019\n1,a,b,6,,2020\n2,x,b,1,,2019\n"
    result = together(text, combine=Combine.NEWEST)
    assert [(record.key, record.row) for record in result.records] == [("1", 2), ("2", 5)]
    assert [record.row for record in result.history["1"]] == [3, 4]
    assert result.errors == ()
    undecided = together(HEADER + "1,a,b,7,,2021\n1,a,b,5,,2021\n1,a,b,5,,\n", combine=Combine.NEWEST)
    assert [error.row for error in undecided.errors] == [3, 4]


def test_rows_of_one_key_can_be_summed_or_taken_first_or_must_agree() -> None:
    text = HEADER + "1,a,b,7,,\n1,a,b,,,\n1,a,b,5,2026-01-01,\n"
    summed = together(text, combine=Combine.SUM).records[0].values
    assert (summed["cost"], summed["finish"]) == (Decimal(12), date(2026, 1, 1))
    assert together(text, combine=Combine.FIRST).records[0].values["cost"] == 7
    disagreeing = together(text, combine=Combine.SAME).errors
    assert [(error.row, error.column) for error in disagreeing] == [(3, "budget"), (4, "budget"), (4, "due date")]
    assert together(HEADER + "1,a,b,7,,\n1,a,b,7.00,,\n", combine=Combine.SAME).errors == ()


def test_a_key_made_of_fields_survives_case_and_spaces() -> None:
    text = "name,dept\nBig  Plan,RET\n"
    options = {"key_from": ("unit_code", "title")}
    assert (
        together(text, **options).records[0].key == together(text.lower(), **options).records[0].key == "ret | big plan"
    )
    empty, _ = read("name,dept\nBig Plan,\n", key_from=("unit_code", "title"))
    assert "key is empty" in empty.errors[0].message


def test_a_snapshot_says_what_is_new_changed_gone_and_unchanged() -> None:
    before = together(HEADER + "1,a,b,5,,\n2,b,b,5.5,2026-01-01,\n3,c,b,5,,\n").records
    after = together("id,name,dept,budget\n1,a,b,5.00\n2,B,b,\n4,d,b,5\n").records
    comparison = compared({record.key: content(record) for record in before}, after)
    assert [record.key for record in comparison.new] == ["4"]
    assert [record.key for record in comparison.unchanged] == ["1"]
    assert comparison.gone == ("3",)
    record, changes = comparison.changed[0]
    assert record.key == "2"
    assert changes == (Change("title", "b", "B"), Change("cost", "5.5", None))


@pytest.mark.parametrize("again", [1, 2])
def test_the_same_file_again_changes_nothing(again: int) -> None:
    records = together(HEADER + '1,a,b,"$1,250.50",March 2026,2026\n2,b,c,,,\n').records
    existing = {record.key: content(record) for record in records}
    for _ in range(again):
        comparison = compared(existing, records)
        assert (comparison.new, comparison.changed, comparison.gone) == ((), (), ())
