import { describe, expect, it } from "vitest";
import { moveOf, worstFirst } from "./changes.ts";

const change = (name: string, before: string | null, after: string | null) => ({ name, before, after });

describe("what a plan changes", () => {
  it("is told apart by both starts", () => {
    expect(moveOf({ before: null, after: "2027-01" })).toBe("in");
    expect(moveOf({ before: "2027-01", after: null })).toBe("out");
    expect(moveOf({ before: "2026-12", after: "2027-01" })).toBe("later");
    expect(moveOf({ before: "2027-02", after: "2027-01" })).toBe("earlier");
    expect(moveOf({ before: "2027-02", after: "2027-02" })).toBe("same");
    expect(moveOf({ before: null, after: null })).toBe("same");
  });
  it("names first who loses, and keeps the portfolio's order otherwise", () => {
    const changes = [
      change("sooner", "2027-02", "2027-01"),
      change("comes", null, "2027-01"),
      change("later", "2027-01", "2027-03"),
      change("also later", "2027-01", "2027-02"),
      change("goes", "2027-01", null),
    ];
    expect(worstFirst(changes).map(({ name }) => name)).toEqual([
      "goes",
      "later",
      "also later",
      "comes",
      "sooner",
    ]);
    expect(changes[0]?.name).toBe("sooner");
  });
});
