import { expect, it } from "vitest";
import { netOf, withTyped, worksIn } from "./months.ts";

const saved = { grossDays: 100, runDays: 30, leaveDays: 10, otherDays: 0.1 };

it("reckons the net with what is typed, read as the locale writes it", () => {
  expect(netOf(saved)).toBe(59.9);
  expect(netOf(withTyped(saved, { runDays: "12,5", leaveDays: "" }, "de-DE"))).toBe(87.4);
});

it("carries nothing but the four figures", () =>
  expect(Object.keys(withTyped({ ...saved, ...{ id: "x" } }, {}, "en-GB"))).toEqual(Object.keys(saved)));

it("keeps the saved figure under one that cannot be read", () =>
  expect(withTyped(saved, { grossDays: "many" }, "en-GB")).toEqual(saved));

it("counts both ends of a piece of work", () => {
  const work = { startMonth: "2026-11", finishMonth: "2027-01" };
  expect(["2026-10", "2026-11", "2027-01", "2027-02"].map((month) => worksIn(work, month))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(worksIn({ startMonth: null, finishMonth: null }, "2026-11")).toBe(false);
});
