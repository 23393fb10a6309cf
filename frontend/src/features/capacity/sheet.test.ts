import { describe, expect, it } from "vitest";
import {
  blockOf,
  changesOf,
  filledRight,
  holds,
  type Position,
  pasted,
  stepped,
  takenBack,
  textOf,
} from "./sheet.ts";

const size = { rows: 3, columns: 4 };
const at = (row: number, column: number): Position => ({ row, column });
const one = (row: number, column: number) => ({ from: at(row, column), to: at(row, column) });
const read = ({ row, column }: Position) => `${row}${column}`;

it("stays inside the grid", () => {
  expect(stepped(at(0, 0), -1, -1, size)).toEqual(at(0, 0));
  expect(stepped(at(2, 3), 1, 1, size)).toEqual(at(2, 3));
  expect(stepped(at(1, 1), 1, 0, size)).toEqual(at(2, 1));
});

it("holds a range drawn in any direction", () => {
  const range = { from: at(2, 3), to: at(1, 1) };
  expect(holds(range, at(1, 2))).toBe(true);
  expect(holds(range, at(0, 2))).toBe(false);
});

describe("a pasted block", () => {
  it("is read as sheets write it, and written as they read it", () => {
    expect(blockOf("20\t 3,5 \r\n18\t2\r\n")).toEqual([
      ["20", "3,5"],
      ["18", "2"],
    ]);
    expect(textOf([["20", "3"], ["18"]])).toBe("20\t3\n18");
  });
  it("loses what hangs over the edge and what is empty", () =>
    expect(pasted(one(2, 2), blockOf("a\tb\tc\nd\te\tf"), size)).toEqual([
      { row: 2, column: 2, text: "a" },
      { row: 2, column: 3, text: "b" },
    ]));
  it("of one cell fills the whole range", () =>
    expect(pasted({ from: at(0, 0), to: at(1, 1) }, [["5"]], size)).toHaveLength(4));
});

describe("filling to the right", () => {
  it("takes the first column of a range", () =>
    expect(filledRight({ from: at(0, 1), to: at(1, 3) }, read)).toEqual([
      { row: 0, column: 2, text: "01" },
      { row: 0, column: 3, text: "01" },
      { row: 1, column: 2, text: "11" },
      { row: 1, column: 3, text: "11" },
    ]));
  it("takes the left neighbour of a single cell, and nothing at the edge", () => {
    expect(filledRight(one(1, 2), read)).toEqual([{ row: 1, column: 2, text: "11" }]);
    expect(filledRight(one(1, 0), read)).toEqual([]);
  });
});

it("counts what was assumed as a change once somebody says it", () =>
  expect(
    changesOf(
      [{ row: 0, column: 0, text: "20" }],
      () => "",
      () => "20",
    ),
  ).toEqual([{ row: 0, column: 0, text: "20", before: "20" }]));

it("takes back exactly what changed", () => {
  const changes = changesOf(
    [
      { row: 0, column: 0, text: "00" },
      { row: 0, column: 1, text: "9" },
    ],
    read,
  );
  expect(changes).toEqual([{ row: 0, column: 1, text: "9", before: "01" }]);
  expect(takenBack(changes)).toEqual([{ row: 0, column: 1, text: "01", before: "9" }]);
});
