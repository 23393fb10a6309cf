import { describe, expect, it } from "vitest";
import { dateText, moneyText, sinceText } from "./format.ts";
import { monthAfter, monthsBetween, monthsFrom } from "./months.ts";
import { numberTyped } from "./numbers.ts";
import { flag, localPath, manyOf, oneOf, searchOf, text } from "./search.ts";

describe("a typed number", () => {
  it.each([
    ["1.234,5", "de-DE", 1234.5],
    ["1234,5", "de-DE", 1234.5],
    ["12.5", "de-DE", 12.5],
    ["1.234", "de-DE", 1234],
    ["1,234.5", "en-GB", 1234.5],
    ["33.000", "en-GB", 33_000],
    ["1,234,567", "de-DE", 1_234_567],
    ["0.125", "en-GB", 0.125],
    ["12,5", "en-GB", 12.5],
    ["1 234,5", "fr-FR", 1234.5],
    ["-3", "en-GB", -3],
  ])("%s in %s is %d", (typed, locale, value) => expect(numberTyped(typed, locale)).toBe(value));
  it.each(["", "abc", "1.2.3", "--1"])("%j is none", (typed) =>
    expect(numberTyped(typed, "en-GB")).toBeNull(),
  );
});

describe("months", () => {
  it("cross the year in both directions", () => {
    expect(monthAfter("2026-11", 2)).toBe("2027-01");
    expect(monthAfter("2026-01", -1)).toBe("2025-12");
    expect(monthsBetween("2026-11", "2027-02")).toBe(3);
    expect(monthsFrom("2026-11", "2027-01")).toEqual(["2026-11", "2026-12", "2027-01"]);
  });
});

describe("figures and dates", () => {
  it("follow the locale", () => {
    expect(moneyText({ amount: "1234567.00", currency: "EUR" }, "en-GB")).toBe("€1,234,567");
    expect(moneyText({ amount: "12.50", currency: "EUR" }, "de-DE")).toBe("12,50\u00a0€");
  });
  it("keep a plain date on its day", () => expect(dateText("2026-12-01", "en-GB")).toBe("1 Dec 2026"));
  it("say how long until", () => {
    const now = Date.parse("2026-11-21T12:00:00Z");
    expect(sinceText("2026-11-24T12:00:00Z", "en-GB", now)).toBe("in 3 days");
    expect(sinceText("2026-11-21T11:00:00Z", "en-GB", now)).toBe("1 hour ago");
  });
});

describe("search parameters", () => {
  const read = searchOf({ unit: text, view: oneOf("a", "b"), states: manyOf("x", "y"), mine: flag });
  it("keep what can be read and drop the rest", () => {
    expect(read({ unit: 7, view: "b", states: ["y", "z"], mine: "true", other: 1 })).toEqual({
      unit: "7",
      view: "b",
      states: ["y"],
      mine: true,
    });
    expect(read({ view: "c", states: "z", mine: false })).toEqual({});
  });
  it("return only to this site", () => {
    expect(localPath("/requests/REQ-1?x=1")).toBe("/requests/REQ-1?x=1");
    expect(localPath("//evil.example")).toBeUndefined();
    expect(localPath("/\\evil.example")).toBeUndefined();
    expect(localPath("https://evil.example")).toBeUndefined();
  });
});
