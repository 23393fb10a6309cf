import { describe, expect, it } from "vitest";
import { monthsFrom } from "#lib/months.ts";
import { dayAt, monthEnd, monthStart, monthTicks, rootTicks } from "./axis.ts";

describe("an axis of square roots", () => {
  it("has round figures from nought, never past its end, and none too near the next", () => {
    expect(rootTicks(500)).toEqual([0, 10, 50, 100, 200, 500]);
    for (const max of [0.5, 3, 47, 480, 12_345, 2_600_000]) {
      const ticks = rootTicks(max);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeLessThanOrEqual(max);
      const places = ticks.map((tick) => Math.sqrt(tick / max));
      expect(places.slice(1).every((place, at) => place - (places[at] ?? 0) >= 0.12)).toBe(true);
      expect(ticks.length).toBeGreaterThan(2);
    }
  });
  it("is nought alone where there is nothing", () => {
    expect(rootTicks(0)).toEqual([0]);
  });
});

describe("an axis of months", () => {
  it("names each of a few, the quarters of many, and the year at its turn", () => {
    expect(
      monthTicks(monthsFrom("2026-11", "2027-02")).map(({ month, isMajor }) => [month, isMajor]),
    ).toEqual([
      ["2026-11", false],
      ["2026-12", false],
      ["2027-01", true],
      ["2027-02", false],
    ]);
    expect(monthTicks(monthsFrom("2026-11", "2028-02")).map(({ month }) => month)).toEqual([
      "2027-01",
      "2027-04",
      "2027-07",
      "2027-10",
      "2028-01",
    ]);
    expect(monthTicks(monthsFrom("2026-03", "2026-05")).map(({ isMajor }) => isMajor)).toEqual([
      true,
      false,
      false,
    ]);
  });
  it("knows where a month begins and ends, and where in it a day lies", () => {
    const months = monthsFrom("2026-11", "2027-02");
    expect([monthStart(months, "2026-12"), monthEnd(months, "2026-12")]).toEqual([25, 50]);
    expect(monthStart(months, "2026-10")).toBe(-25);
    expect(monthEnd(months, "2027-03")).toBe(125);
    expect(dayAt(months, "2026-11-15")).toBeCloseTo(25 * (14.5 / 30), 6);
    expect(dayAt(months, "2026-11-30")).toBeLessThan(25);
  });
});
