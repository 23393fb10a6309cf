import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  type RegisteredRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { type Destination, moved, moveTo } from "./order.ts";
import { RankList } from "./RankList.tsx";
import type { RankRowData } from "./rows.ts";

const row = (id: string, more: Partial<RankRowData> = {}): RankRowData => ({
  id,
  key: id.toUpperCase(),
  title: `Title of ${id}`,
  state: "RANKED",
  value: 1000,
  calibratedValue: { amount: "1000.00", currency: "EUR" },
  submittedAt: null,
  effort: 5,
  deadline: null,
  startMonth: "2026-12",
  finishMonth: "2027-01",
  portfolioPlace: 3,
  isClarifying: false,
  isDisputed: false,
  isUndecided: false,
  whyHere: null,
  wouldRaise: null,
  ...more,
});
const ROWS = new Map(["a", "b", "c", "d"].map((id) => [id, row(id)]));
const LINE = {
  text: "The line",
  unit: "Retail",
  own: { text: "The line of the list", plannedDays: 10, rankedDays: 12 },
  used: 20,
  there: 40,
  firstMonth: "2026-11",
  horizonMonths: 12,
};

async function setUp({
  mayMove = true,
  rows = ROWS,
}: {
  mayMove?: boolean;
  rows?: ReadonlyMap<string, RankRowData>;
} = {}) {
  const onMove = vi.fn();
  function List() {
    const [order, setOrder] = useState(["a", "b", "c", "d"]);
    return (
      <RankList
        ranked={order.flatMap((id) => rows.get(id) ?? [])}
        waiting={order.includes("w") ? [] : [row("w", { state: "SUBMITTED", effort: null })]}
        places={order}
        commitPlace={2}
        showsLine
        mayMove={mayMove}
        line={LINE}
        onMove={(request, destination: Destination, options) => {
          onMove(request, destination, options);
          const move = moveTo(order, request, destination, 2);
          if (move) setOrder([...moved(order, move)]);
        }}
        onDrop={() => {}}
        onPoint={() => {}}
        onDragging={() => {}}
      />
    );
  }
  const router = createRouter({
    routeTree: createRootRoute({ component: List }),
    history: createMemoryHistory(),
  }) as unknown as RegisteredRouter;
  const { container } = render(
    <I18nProvider i18n={i18n}>
      <RouterProvider router={router} />
    </I18nProvider>,
  );
  await screen.findByRole("grid");
  return { onMove, container };
}

const rowNamed = (title: string) => screen.getByText(title).closest<HTMLElement>("[role=row]") as HTMLElement;
const seen = () =>
  screen
    .getAllByRole("row")
    .toSorted((one, other) => Number(one.ariaRowIndex ?? 0) - Number(other.ariaRowIndex ?? 0))
    .map((one) => one.dataset.id)
    .filter(Boolean);

it("moves with Alt and the arrows while the focus stays on the request", async () => {
  const { onMove } = await setUp();
  act(() => rowNamed("Title of a").focus());
  await userEvent.keyboard("{Alt>}{ArrowDown}{ArrowDown}{/Alt}");
  expect(onMove).toHaveBeenCalledTimes(2);
  expect(onMove).toHaveBeenLastCalledWith("a", "down", { isStep: true });
  expect(document.activeElement).toBe(rowNamed("Title of a"));
  expect(rowNamed("Title of a").getAttribute("aria-rowindex")).toBe("5");
});

it("counts all rows, the commit line and the heading of what waits among them", async () => {
  await setUp();
  const grid = screen.getByRole("grid");
  expect(grid.getAttribute("aria-rowcount")).toBe("8");
  expect(seen()).toEqual(["a", "b", "line", "c", "d", "heading", "w"]);
  expect(within(rowNamed("Commit line")).getByRole("gridcell").textContent).toContain("20 of 40 days");
});

it("has one stop for the Tab key, goes through its rows with the arrows, and steps over the heading", async () => {
  await setUp();
  await userEvent.tab();
  expect(document.activeElement).toBe(rowNamed("Title of a"));
  await userEvent.keyboard("{End}");
  expect(document.activeElement).toBe(rowNamed("Title of w"));
  await userEvent.keyboard("{ArrowUp}");
  expect(document.activeElement).toBe(rowNamed("Title of d"));
});

it("offers every move in the menu of a row and gives the focus back to it", async () => {
  const { onMove } = await setUp();
  await userEvent.click(within(rowNamed("Title of d")).getByRole("button", { name: "Move D" }));
  const menu = await screen.findByRole("menu");
  expect(
    within(menu)
      .getAllByRole("menuitem")
      .map((item) => item.textContent),
  ).toEqual([
    expect.stringContaining("Move up"),
    expect.stringContaining("Move down"),
    expect.stringContaining("Move to the top"),
    expect.stringContaining("Move right above the commit line"),
    expect.stringContaining("Move to the bottom"),
    expect.stringContaining("Move to a place"),
    expect.stringContaining("Open D"),
  ]);
  await userEvent.click(within(menu).getByText("Move right above the commit line"));
  expect(onMove).toHaveBeenCalledWith("d", "line", { reason: null });
});

it("shows no handle and no move to whoever may not rank", async () => {
  const { onMove } = await setUp({ mayMove: false });
  expect(screen.queryByTitle("Drag to move")).toBeNull();
  act(() => rowNamed("Title of a").focus());
  await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
  expect(onMove).not.toHaveBeenCalled();
  await userEvent.click(within(rowNamed("Title of a")).getByRole("button", { name: "More about A" }));
  expect(within(await screen.findByRole("menu")).getAllByRole("menuitem")).toHaveLength(1);
});

it("is a sound grid", async () => {
  const { container } = await setUp();
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

it("calls an exception only what is estimated and did not fit above the line", async () => {
  const missing = { startMonth: null, finishMonth: null };
  const rows = new Map([...ROWS, ["a", row("a", { ...missing, effort: 0 })], ["b", row("b", missing)]]);
  await setUp({ rows });
  expect(within(rowNamed("Title of a")).queryByText("exception")).toBeNull();
  within(rowNamed("Title of a")).getByText("not estimated");
  within(rowNamed("Title of b")).getByText("exception");
});
