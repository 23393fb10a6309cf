import { expect, it } from "vitest";
import { monthsDue } from "./months.ts";

const window = {
  startMonth: "2026-02",
  endMonth: "2026-12",
  finishMonth: "2026-01",
  deliveredOn: "2026-03-14",
};

it("moves the promised months by as much as the delivery was moved", () =>
  expect(monthsDue(window, 3)).toEqual(["2026-04", "2026-05", "2026-06"]));
it("ends with the benefit", () => {
  expect(monthsDue(window, 40)).toHaveLength(11);
  expect(monthsDue(window, 40).at(-1)).toBe("2027-02");
});
it("has none before the first is due, or without a promise", () => {
  expect(monthsDue(window, 0)).toEqual([]);
  expect(monthsDue(null, 3)).toEqual([]);
});
