import { expect, it } from "vitest";
import { dayAhead, endOfDay, lastDayOf, startOfDay } from "./dates.ts";

it("counts whole days across the month", () => {
  expect(dayAhead(0, new Date(2026, 10, 30, 23, 59))).toBe("2026-11-30");
  expect(dayAhead(1, new Date(2026, 10, 30, 23, 59))).toBe("2026-12-01");
});

it("keeps the last day of a period whole", () => {
  const hours = (Date.parse(endOfDay("2026-11-21")) - Date.parse(startOfDay("2026-11-21"))) / 3_600_000;
  expect(hours).toBe(24);
});

it("gives back the last day that was typed", () =>
  expect(lastDayOf(endOfDay("2026-12-06"))).toBe("2026-12-06"));
