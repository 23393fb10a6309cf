import { expect, it } from "vitest";
import { type Calculated, standingOf } from "./standing.ts";

const of = (state: Calculated["state"], ofPresentData = true) => standingOf({ state, ofPresentData });

it("tells apart what is under way, what ended without a result, and what is of an older state", () => {
  expect(standingOf(null)).toBe("none");
  expect([of("WAITING"), of("RUNNING")]).toEqual(["under-way", "under-way"]);
  expect([of("FAILED"), of("SUPERSEDED", false), of("CANCELLED")]).toEqual([
    "failed",
    "superseded",
    "cancelled",
  ]);
  expect([of("DONE"), of("DONE", false)]).toEqual(["fresh", "old"]);
});
