import { expect, it } from "vitest";
import { differences } from "./differences.ts";

it("names what a version changed, and only that", () =>
  expect(
    differences(
      { answer_days: 5, review_checkpoint_months: [3, 12], commit_share: 0.95 },
      { answer_days: 7, review_checkpoint_months: [3, 6, 12], commit_share: 0.95 },
    ),
  ).toEqual([
    { setting: "answerDays", before: "5", after: "7" },
    { setting: "reviewCheckpointMonths", before: "3, 12", after: "3, 6, 12" },
  ]));

it("sees a weight that was given to a unit", () =>
  expect(differences({ entitlements: {} }, { entitlements: { retail: 2 } })).toHaveLength(1));

it("has nothing to compare the first version with", () =>
  expect(differences(undefined, { answer_days: 5 })).toEqual([]));
