import { describe, expect, it } from "vitest";
import { barsOf, extentOf } from "./waterfall.ts";

const total = (id: string, value: number) => ({ id, label: id, value, isTotal: true });
const step = (id: string, value: number) => ({ id, label: id, value });

describe("a waterfall", () => {
  it("starts each step where the one before ended, and totals at nought", () => {
    const bars = barsOf([total("now", 100), step("less", -30), step("more", 50), total("then", 120)]);
    expect(bars.map(({ from, to }) => [from, to])).toEqual([
      [0, 100],
      [100, 70],
      [70, 120],
      [0, 120],
    ]);
  });
  it("shows a total as it was given even when the steps do not add up to it", () => {
    const bars = barsOf([total("now", 100), step("more", 10), total("then", 115)]);
    expect(bars.at(-1)).toMatchObject({ from: 0, to: 115 });
  });
  it("spans from nought over everything, below nought too", () => {
    expect(extentOf(barsOf([total("now", 100), step("less", -130), total("then", -30)]))).toEqual({
      low: -30,
      high: 100,
      isCut: false,
    });
  });
  it("is cut where the steps would be too small to see, and says so", () => {
    const { low, high, isCut } = extentOf(
      barsOf([total("now", 1000), step("more", 20), total("then", 1020)]),
    );
    expect([low, high, isCut]).toEqual([980, 1020, true]);
  });
  it("has a width even when there is nothing to show", () => {
    expect(extentOf([])).toEqual({ low: 0, high: 1, isCut: false });
    expect(extentOf(barsOf([total("now", 0), total("then", 0)]))).toEqual({ low: 0, high: 1, isCut: false });
  });
});
