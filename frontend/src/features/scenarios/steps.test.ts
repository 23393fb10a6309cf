import { expect, it } from "vitest";
import { stepsOf } from "./steps.ts";

const step = (kind: string, promised: string, calibrated: string, requests = 0) => ({
  kind,
  requests,
  promisedValue: { amount: promised },
  calibratedValue: { amount: calibrated },
});

it("draws the value that was asked for, without steps of nothing", () => {
  const steps = [
    step("FIRST", "100.00", "60.00"),
    step("ROUND", "0.00", "0.00"),
    step("CAME_IN", "30.00", "0.00", 2),
    step("LATER", "-10.00", "-5.00", 1),
    step("TOTAL", "120.00", "55.00"),
    step("BOUGHT", "-8.00", "-8.00"),
  ];
  expect(
    stepsOf(steps, "promised", ({ kind }) => kind.toLowerCase()).map(({ label, value, isTotal }) => [
      label,
      value,
      isTotal,
    ]),
  ).toEqual([
    ["first", 100, true],
    ["came_in", 30, false],
    ["later", -10, false],
    ["total", 120, true],
    ["bought", -8, false],
  ]);
  expect(stepsOf(steps, "calibrated", ({ kind }) => kind.toLowerCase()).map(({ value }) => value)).toEqual([
    60, -5, 55, -8,
  ]);
});
