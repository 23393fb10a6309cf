import { expect, it } from "vitest";
import { monthsAround } from "./dates.ts";

it("spans all that is known, with room at both ends", () => {
  expect(monthsAround(["2026-12", null, "2026-11-22", undefined, "2027-01-03"])).toEqual([
    "2026-10",
    "2026-11",
    "2026-12",
    "2027-01",
    "2027-02",
  ]);
  expect(monthsAround([null])).toEqual([]);
});
