"""Public benchmark cases from the command line: the answers known for them, however the files are written."""

import csv
import json
import os
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.__main__ import main
from api.cases import orlib, pabulib, preflib, psplib
from api.cases.broken import Broken
from domain.ranking.ranked_pairs import Ballot

DATA = Path(os.environ.get("MANDATE_DATA", "") or "/nowhere")
real = pytest.mark.skipif(not (DATA / "psplib").is_dir(), reason="MANDATE_DATA names no folder of real files")

KNAPSACK = "1\n3 2 {best}\n10 6.5 4\n3 2 2\n1 5 2\n4 7\n"  # items 2 and 3 gain 10.5, item 1 alone 10
PROJECT = """
  - renewable                 :  1   R
  - nonrenewable              :  0   N
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     4       2
  4      1     3       1
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    3
************************************************************************
"""
ELECTION = """META
key;value
description;"A; B"
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
a;60;First
b;40;Second
c;50;Third
VOTES
voter_id;vote
1;a,b
2;a
3;b
4;c
"""


def answered(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What the command line prints for a file."""
    assert main(["bench-case", str(file)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def rewritten(case: orlib.Knapsack, chance: Random, factor: Decimal) -> str:
    """The same case in the other form, items and rows in another order, values and one row in other units."""
    items, rows = list(range(len(case.values))), list(range(len(case.limits)))
    chance.shuffle(items)
    chance.shuffle(rows)
    scale = [factor if row == rows[0] else Decimal(1) for row in rows]
    lines = [
        f"{len(rows)} {len(items)}",
        " ".join(str(case.values[item] * factor) for item in items),
        " ".join(str(case.limits[row] * each) for row, each in zip(rows, scale, strict=True)),
    ]
    for row, each in zip(rows, scale, strict=True):
        lines.append(" ".join(str(case.weights[row][item] * each) for item in items))
    return "\n".join(lines)


def test_a_knapsack_is_filled_with_most_value(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(written(tmp_path, "small.txt", KNAPSACK.format(best=0)), capsys)["optimum"]
    assert (found["value"], found["proved"], found["gap"], found["bound"]) == (10.5, True, 0, 10.5)
    assert sorted(found["chosen"]) == [2, 3]


def test_both_published_forms_say_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case,) = orlib.knapsacks(KNAPSACK.format(best="10.5"))
    assert case.best_known == Decimal("10.5")
    for seed in range(3):
        text = rewritten(case, Random(seed), Decimal("0.3"))
        (same,) = orlib.knapsacks(text)
        assert sorted(same.values) == sorted(value * Decimal("0.3") for value in case.values)
        found = answered(written(tmp_path, "other.dat", text), capsys)["optimum"]
        assert (found["value"], found["proved"]) == (pytest.approx(3.15), True)


def test_a_file_of_several_cases_answers_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = KNAPSACK.format(best=0).split("\n", 1)[1]
    found = answered(written(tmp_path, "two.txt", f"2\n{one}{one}"), capsys)
    assert [each["optimum"]["value"] for each in found["cases"]] == [10.5, 10.5]


def test_a_project_is_finished_as_soon_as_it_can_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(written(tmp_path, "small.sm", PROJECT), capsys)["timetable"]
    assert (found["makespan"], found["bound"], found["proved"]) == (7, 7, True)
    starts = found["starts"]
    assert starts["2"] >= starts["3"] + 4 or starts["3"] >= starts["2"] + 3


def test_equal_shares_buy_what_their_voters_can_pay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(written(tmp_path, "small.pb", ELECTION), capsys)["equalShares"]
    assert (found["selected"], found["cost"], found["budget"]) == (["b"], 40, 100)


def test_ballots_become_one_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tennessee = "# NUMBER ALTERNATIVES: 4\n" + "".join(
        f"# ALTERNATIVE NAME {number}: {name}\n" for number, name in enumerate("MNCK", 1)
    )
    tennessee += "42: 1,2,3,4\n26: 2,3,4,1\n15: 3,4,2,1\n17: 4,3,2,1\n"
    found = answered(written(tmp_path, "small.soc", tennessee), capsys)["rankedPairs"]
    assert found == {"order": [2, 3, 4, 1], "names": ["N", "C", "K", "M"]}


def test_ties_and_incomplete_ballots_are_read() -> None:
    found = preflib.ballots("# NUMBER ALTERNATIVES: 5\n3: 2,{1, 4},3\n1: {5}\n2: 4")
    assert found.alternatives == (1, 2, 3, 4, 5)
    assert found.ballots == (Ballot((("2",), ("1", "4"), ("3",)), 3), Ballot((("5",),), 1), Ballot((("4",),), 2))


@pytest.mark.parametrize(
    ("read", "text", "said"),
    [
        (orlib.knapsacks, "", "no case"),
        (orlib.knapsacks, "1 2 x", "“x” is not a number"),
        (orlib.knapsacks, "2 3\n1 2 3\n4\n", "none of the published forms"),
        (orlib.knapsacks, "\n" + KNAPSACK.format(best=0).split("\n", 1)[1], "Line 2: the number of cases is missing"),
        (orlib.knapsacks, KNAPSACK.format(best=0).replace("1", "2", 1), "Line 1: .*none of the published forms"),
        (orlib.knapsacks, "1 2\n5 5\n4\n-1 3\n", "weight below 0"),
        (orlib.knapsacks, "1 2\n5 5\n-4\n1 3\n", "limit below 0"),
        (psplib.project, "nothing", "PRECEDENCE RELATIONS is missing"),
        (psplib.project, PROJECT.replace("nonrenewable              :  0", "nonrenewable : 2"), "only renewable"),
        (
            psplib.project,
            PROJECT.replace("  2      1     3       2", "  2      1     3       9"),
            "of which there is 3",
        ),
        (
            psplib.project,
            PROJECT.replace("   2        1          1           5", "   2        1          1           9"),
            "no job",
        ),
        (pabulib.election, "PROJECTS\nproject_id;cost\n", "META is missing"),
        (pabulib.election, ELECTION.replace("budget;100", "budget;much"), "“much” is not a number"),
        (pabulib.election, ELECTION.replace("4;c", "4;z"), "“z”, which is no project"),
        (pabulib.election, ELECTION.replace("b;40", "a;40"), "named twice"),
        (pabulib.election, ELECTION.replace("3;b", "1;b"), "Line 15: the voter “1” has voted already, in line 13"),
        (preflib.ballots, "# NUMBER ALTERNATIVES: 2\n", "no ballot"),
        (preflib.ballots, "3 1,2", "a colon"),
        (preflib.ballots, "3: 1,1", "twice"),
        (preflib.ballots, "3: 1;2", "not an order"),
        (preflib.ballots, "# NUMBER ALTERNATIVES: 2\n3: 1,7", "alternative 7"),
    ],
)
def test_a_broken_file_is_refused_in_words(read: Any, text: str, said: str) -> None:
    with pytest.raises(Broken, match=said):
        read(text)


def test_jobs_in_a_circle_are_refused() -> None:
    looped = PROJECT.replace("   2        1          1           5", "   2        1          1           3").replace(
        "   3        1          1           5", "   3        1          1           2"
    )
    with pytest.raises(Broken, match="circle"):
        psplib.problem(psplib.project(looped))


def test_the_command_line_refuses_what_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text, said in (
        ("case.pdf", "x", "of no known form"),
        ("case.txt", "broken", "“broken” is not a number"),
        ("headless.txt", KNAPSACK.format(best=0)[2:].replace("\n", " "), "Line 1: the number of cases is missing"),
        ("gone.sm", None, "cannot be read"),
    ):
        file = tmp_path / name if text is None else written(tmp_path, name, text)
        assert main(["bench-case", str(file)]) == 1
        assert said in capsys.readouterr().err


MKNAP1 = (3800, 8706.1, 4015, 6120, 12400)


@real
@pytest.mark.parametrize(("number", "best"), list(enumerate(MKNAP1, 1)))
def test_known_knapsacks_are_solved(number: int, best: float, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(DATA / "orlib_mkp" / f"mknap1-{number}.txt", capsys)["optimum"]
    assert (found["value"], found["proved"], found["gap"]) == (best, True, 0)


@real
@pytest.mark.parametrize(("name", "best"), [("HP1", 3418), ("PB1", 3090)])
def test_known_single_knapsacks_are_solved_in_any_order(
    name: str, best: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (DATA / "orlib_mkp" / f"{name}.dat").read_text()
    (case,) = orlib.knapsacks(text)
    assert answered(DATA / "orlib_mkp" / f"{name}.dat", capsys)["optimum"]["value"] == best
    again = written(tmp_path, "again.dat", rewritten(case, Random(1), Decimal(7)))
    assert answered(again, capsys)["optimum"] | {"chosen": None} == {
        "value": 7 * best,
        "proved": True,
        "gap": 0.0,
        "bound": 7 * best,
        "chosen": None,
    }


@real
@pytest.mark.parametrize("name", ["j301_1", "j3012_5", "j3020_7"])
def test_known_projects_are_as_short_as_can_be(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with (DATA / "psplib" / "optimum.csv").open() as known:
        best = {row["problem"]: int(row["optimum"]) for row in csv.DictReader(known)}
    found = answered(DATA / "psplib" / f"{name}.sm", capsys)["timetable"]
    assert found["makespan"] == best[f"{name}.sm"]
    assert found["bound"] <= found["makespan"]


@real
def test_all_elections_and_ballots_are_read(capsys: pytest.CaptureFixture[str]) -> None:
    for file in sorted((DATA / "pabulib").glob("*.pb")):
        found = answered(file, capsys)["equalShares"]
        assert 0 < found["cost"] <= found["budget"]
    for file in sorted(DATA.glob("preflib/*/*.so[ci]")) + sorted(DATA.glob("preflib/*/*.toc")):
        given = preflib.ballots(file.read_text(encoding="utf-8"))
        assert sorted(answered(file, capsys)["rankedPairs"]["order"]) == list(given.alternatives)


@real
@pytest.mark.nightly
def test_large_knapsacks_come_near_the_best_known_within_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    for file in sorted((DATA / "orlib_mkp").glob("mknapcb*.dat")):
        (case,) = orlib.knapsacks(file.read_text())
        found = answered(file, capsys)["optimum"]
        assert case.best_known is not None
        near = "0.995" if file.name.startswith("mknapcb7") else "0.999"
        assert found["value"] >= case.best_known * Decimal(near), file.name
        assert found["bound"] >= case.best_known, file.name


@real
@pytest.mark.nightly
def test_projects_are_as_short_as_can_be_or_nearly(capsys: pytest.CaptureFixture[str]) -> None:
    with (DATA / "psplib" / "optimum.csv").open() as known:
        best = {row["problem"]: int(row["optimum"]) for row in csv.DictReader(known)}
    files = [DATA / "psplib" / name for name in sorted(best)[::4]]
    longer = {}
    for file in files:
        found = answered(file, capsys)["timetable"]
        assert found["bound"] <= best[file.name] <= found["makespan"]
        if found["makespan"] > best[file.name]:
            longer[file.name] = found["makespan"] - best[file.name]
    assert len(longer) <= len(files) // 20, longer
