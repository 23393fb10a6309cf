import { describe, expect, it } from "vitest";
import { EMPTY, monthlySum, titleOf, worthFrom } from "./form.ts";

const read = (text: string) => (text.trim() === "" ? null : Number(text));

describe("the title", () => {
  it("is the first sentence of the problem", () =>
    expect(titleOf({ title: "", problem: "Returns take nine days. Customers call us.\nEvery day." })).toBe(
      "Returns take nine days",
    ));
  it("is the submitter's own when there is one", () =>
    expect(titleOf({ title: " Returns  portal ", problem: "Long story" })).toBe("Returns portal"));
  it("is cut at a word", () => {
    const title = titleOf({ title: "", problem: "word ".repeat(60) });
    expect(title.length).toBeLessThanOrEqual(91);
    expect(title).toMatch(/word…$/);
  });
});

describe("the value of a month", () => {
  const hours = { ...EMPTY.worth, kind: "HOURS" as const, count: "120", rate: "40" };
  it("is hours times rate with its range", () =>
    expect(monthlySum(hours, read)).toEqual({ low: 2400, likely: 4800, high: 7200 }));
  it("is narrower the surer one is", () =>
    expect(monthlySum({ ...hours, sure: "FAIR" }, read)).toEqual({ low: 3840, likely: 4800, high: 5760 }));
  it("is the amount itself when money was given", () =>
    expect(monthlySum({ ...hours, kind: "MONEY", count: "900", rate: "" }, read)?.likely).toBe(900));
  it.each([
    { ...hours, rate: "" },
    { ...hours, kind: "UNKNOWN" as const },
    { ...hours, count: "-1" },
  ])("is not known from %j", (worth) => expect(monthlySum(worth, read)).toBeNull());
});

it("brings back a kept value and survives any other content", () => {
  const kept = { kind: "CASES", count: "12", rate: "3", sure: "FAIR", months: "24" };
  expect(worthFrom(kept)).toEqual(kept);
  expect(worthFrom({ kind: "OTHER", count: 5 })).toEqual(EMPTY.worth);
  expect(worthFrom(null)).toEqual(EMPTY.worth);
});
