import { expect, it } from "vitest";
import { monthsSpanned, type Timed } from "./timeline.ts";

const timed = (startMonth: string, finishMonth: string, more: Partial<Timed> = {}): Timed => ({
  startMonth,
  finishMonth,
  finishForecast: null,
  request: { promise: null, forecast: null },
  ...more,
});
const ends = (entries: Timed[], horizon = 24) => {
  const months = monthsSpanned(entries, "2026-11", horizon);
  return [months[0], months.at(-1)];
};

it("spans from the first month of any request to the last end, promise or forecast", () => {
  expect(ends([timed("2026-12", "2027-03"), timed("2026-11", "2027-01")])).toEqual(["2026-11", "2027-03"]);
  expect(
    ends([
      timed("2026-09", "2027-01", {
        finishForecast: { p50: "2027-02", p85: "2027-06" },
        request: { promise: { finishMonth: "2026-08" }, forecast: { finishMonth: "2027-04" } },
      }),
    ]),
  ).toEqual(["2026-08", "2027-06"]);
});

it("does not go back further than half a year, nor past the plan", () => {
  expect(ends([timed("2024-01", "2029-01")], 12)).toEqual(["2026-05", "2027-10"]);
  expect(ends([])).toEqual(["2026-11", "2027-01"]);
});
