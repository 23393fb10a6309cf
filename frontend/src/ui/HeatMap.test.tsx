import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { fillOf, HeatMap, stepOf } from "./HeatMap.tsx";

const cell = (month: string, net: number, planned: number, logged = true) => ({
  month,
  net,
  planned,
  logged,
});

it("tells a month without days from an empty one and from one that is over-full", () => {
  expect(fillOf(cell("2026-11", 0, 0))).toBeNull();
  expect(fillOf(cell("2026-11", 20, 0))).toBe(0);
  expect(stepOf(fillOf(cell("2026-11", 0, 5)))).toBe(4);
  expect([0.3, 0.6, 0.9, 1, 1.01].map(stepOf)).toEqual([1, 2, 3, 3, 4]);
});

it("goes through its cells with arrows and opens one with Enter", async () => {
  const onOpen = vi.fn();
  const months = ["2026-11", "2026-12"];
  const rows = ["Data", "Platform"].map((name) => ({
    id: name,
    name,
    cells: [cell("2026-11", 20, 10), cell("2026-12", 20, 25, false)],
  }));
  render(
    <I18nProvider i18n={i18n}>
      <HeatMap label="Load" rows={rows} months={months} onOpen={onOpen} />
    </I18nProvider>,
  );
  const first = screen.getByRole("button", { name: /Data, Nov 2026/ });
  expect(screen.getAllByRole("button").filter((button) => button.tabIndex === 0)).toEqual([first]);
  first.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}{ArrowDown}{Enter}");
  expect(onOpen).toHaveBeenCalledWith(rows[1], rows[1]?.cells[1]);
  expect(
    screen.getByRole("button", { name: /Platform, Dec 2026.*assumed, not logged/ }).textContent,
  ).toContain("125%");
});
