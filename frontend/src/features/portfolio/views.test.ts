import { describe, expect, it } from "vitest";
import { divided, filtered, grouped, lineIndex, seesEveryHit, type Viewable } from "./views.ts";

const named = (code: string) => ({ id: code, code, name: code.toUpperCase() });
const entry = (place: number, unit: string, teams: string[], more: Partial<Viewable> = {}): Viewable => ({
  place,
  effortDays: 10 + place,
  chance: place <= 2 ? "COMMITTED" : "NOT_IN_PLAN",
  unit: named(unit),
  request: {
    key: `REQ-${place}`,
    title: `Request number ${place}`,
    state: place === 1 ? "IN_DELIVERY" : "RANKED",
    estimates: teams.map((team) => ({ team: named(team) })),
  },
  ...more,
});
const all = [
  entry(1, "retail", ["data"]),
  entry(2, "finance", ["data", "web"]),
  entry(3, "retail", ["web"]),
  entry(4, "retail", []),
];
const places = (entries: readonly Viewable[]) => entries.map(({ place }) => place);

describe("a view of the portfolio", () => {
  it("keeps the order and shows only what fits all filters", () => {
    expect(places(filtered(all, { unit: "retail", team: "web" }))).toEqual([3]);
    expect(places(filtered(all, { standing: "COMMITTED" }))).toEqual([1, 2]);
    expect(places(filtered(all, { standing: "DECIDED" }))).toEqual([1]);
    expect(places(filtered(all, { standing: "NOT_IN_PLAN" }))).toEqual([3, 4]);
    const planned = entry(5, "retail", [], { startMonth: "2027-03" });
    expect(places(filtered([...all, planned], { standing: "UNLIKELY" }))).toEqual([5]);
    expect(places(filtered([...all, planned], { standing: "NOT_IN_PLAN" }))).toEqual([3, 4]);
    expect(places(filtered(all, { filter: "req-3 number" }))).toEqual([3]);
    expect(filtered(all, {})).toHaveLength(4);
  });
  it("puts a request of two teams under both", () => {
    const groups = grouped(all, "team");
    expect(groups.map(({ name, entries }) => [name, places(entries)])).toEqual([
      ["DATA", [1, 2]],
      ["WEB", [2, 3]],
    ]);
    expect(grouped(all, undefined)[0]?.entries).toBe(all);
  });
  it("takes what is decided out of the order, and counts the days that it holds", () => {
    const held = [entry(0, "retail", []), entry(0, "finance", [], { effortDays: 2.5 })];
    const { decided, ordered, days } = divided([...held, ...all]);
    expect([decided, places(ordered), days]).toEqual([held, [1, 2, 3, 4], 12.5]);
    expect(divided(all).decided).toEqual([]);
  });
  it("lists decided work one by one when somebody looks for something", () => {
    expect([{}, { unit: "retail" }, { decided: true } as const].some(seesEveryHit)).toBe(false);
    expect([{ filter: "till" }, { standing: "DECIDED" } as const].every(seesEveryHit)).toBe(true);
  });
  it("draws the line between the places it separates, whatever is left out", () => {
    expect(lineIndex(all, 2)).toBe(2);
    expect(lineIndex(filtered(all, { unit: "retail" }), 2)).toBe(1);
    expect(lineIndex(all, 99)).toBe(4);
    expect(lineIndex(all, 0)).toBe(0);
  });
});
