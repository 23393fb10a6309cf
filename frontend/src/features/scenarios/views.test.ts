import { describe, expect, it } from "vitest";
import { chosenIn, chosenText, columnsOf, toggled } from "./views.ts";

describe("what is compared", () => {
  it("stands in the address, each one once", () => {
    expect(chosenIn(undefined)).toEqual([]);
    expect(chosenIn("3~7~3")).toEqual(["3", "7"]);
    expect(chosenIn("3, 7,")).toEqual(["3", "7"]);
    expect(chosenText(["3", "7"])).toBe("3~7");
    expect(chosenText([])).toBeUndefined();
  });
  it("keeps the order of choosing", () => {
    expect(toggled(["3", "7"], "5", true)).toEqual(["3", "7", "5"]);
    expect(toggled(["3", "7"], "3", false)).toEqual(["7"]);
    expect(toggled(["3"], "3", true)).toEqual(["3"]);
  });
  it("is two to four columns, with the plan as it is where there is room", () => {
    expect(columnsOf([], false)).toBeNull();
    expect(columnsOf(["3"], false)).toEqual({ scenarios: ["3"], withLive: true });
    expect(columnsOf(["3"], true)).toBeNull();
    expect(columnsOf(["3", "7"], true)).toEqual({ scenarios: ["3", "7"], withLive: false });
    expect(columnsOf(["1", "2", "3"], false)?.withLive).toBe(true);
    expect(columnsOf(["1", "2", "3", "4"], false)).toEqual({
      scenarios: ["1", "2", "3", "4"],
      withLive: false,
    });
    expect(columnsOf(["1", "2", "3", "4", "5"], false)?.scenarios).toHaveLength(4);
  });
});
