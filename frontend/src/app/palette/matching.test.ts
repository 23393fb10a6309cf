import { expect, it } from "vitest";
import { found, matched } from "./matching.ts";

it("finds every word in any order, without case and accents", () => {
  expect(matched("Neue Priorität", "prioritat neue")).toBeGreaterThan(0);
  expect(matched("Neue Priorität", "neue alt")).toBe(-1);
});

it("puts beginnings first and keeps the given order among equals", () => {
  const items = ["Open my ranking", "Ranking of Retail", "Planking"].map((label) => ({ label }));
  expect(found(items, "rank").map(({ label }) => label)).toEqual(["Ranking of Retail", "Open my ranking"]);
  expect(found(items, "").map(({ label }) => label)).toEqual(items.map(({ label }) => label));
});
