import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { expect, it, vi } from "vitest";
import { monthsFrom } from "#lib/months.ts";
import { Bullet } from "./Bullet.tsx";
import { Chart } from "./Chart.tsx";
import { DotRows } from "./DotRows.tsx";
import { MonthTrack } from "./MonthTrack.tsx";
import { Scatter, type ScatterPoint } from "./Scatter.tsx";

const show = (children: ReactNode) => render(<I18nProvider i18n={i18n}>{children}</I18nProvider>);

it("shows the table in place of the picture on a press, and both on paper", async () => {
  show(
    <Chart title="Effort" caption="Further right takes longer." table={<p>the table</p>}>
      <p>the picture</p>
    </Chart>,
  );
  expect(screen.getByRole("figure", { name: "Effort" }).textContent).toContain("Further right takes longer.");
  expect(screen.queryByText("the table")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Show as table" }));
  expect(screen.getByText("the table")).toBeTruthy();
  expect(screen.queryByText("the picture")).toBeNull();
  act(() => void window.dispatchEvent(new Event("beforeprint")));
  expect(screen.getByText("the picture")).toBeTruthy();
  expect(screen.getByText("the table")).toBeTruthy();
  act(() => void window.dispatchEvent(new Event("afterprint")));
  expect(screen.queryByText("the picture")).toBeNull();
});

const points: ScatterPoint[] = [
  { id: "a", x: 10, y: 900, look: "filled", said: "REQ-1: 10 days", href: "/requests/REQ-1" },
  { id: "b", x: 40, y: 100, look: "hollow", said: "REQ-2: 40 days", href: "/requests/REQ-2" },
  { id: "c", x: 90, y: 400, look: "square", said: "REQ-3: 90 days", href: "/requests/REQ-3" },
];

function Points({ onOpen }: { onOpen: (id: string) => void }) {
  const [active, setActive] = useState<string | null>(null);
  const axis = { name: "Days", figure: String };
  return (
    <Scatter
      label="Points"
      points={points}
      x={axis}
      y={axis}
      active={active}
      onActive={setActive}
      onOpen={onOpen}
    />
  );
}

it("is one stop for the keyboard, goes through its points with arrows and opens one with Enter", async () => {
  const onOpen = vi.fn();
  show(<Points onOpen={onOpen} />);
  const links = screen.getAllByRole("link");
  expect(links.map((link) => link.getAttribute("tabindex"))).toEqual(["0", "-1", "-1"]);
  await userEvent.tab();
  expect(document.activeElement).toBe(links[0]);
  await userEvent.keyboard("{ArrowRight}{ArrowUp}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("REQ-3: 90 days");
  expect(links.map((link) => link.getAttribute("tabindex"))).toEqual(["-1", "-1", "0"]);
  await userEvent.click(document.activeElement as Element);
  expect(onOpen).toHaveBeenCalledWith("c");
});

it("says in words all that a line of months draws", () => {
  show(
    <MonthTrack
      name="REQ-7"
      months={monthsFrom("2026-10", "2027-06")}
      start="2026-11"
      finish="2027-02"
      isHeld={false}
      promised="2027-01"
      p50="2027-02"
      p85="2027-04"
      deadline="2027-03-31"
    />,
  );
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "REQ-7: Nov 2026 to Feb 2027, planned; promised for Jan 2027; forecast Feb 2027 to Apr 2027; deadline 31 Mar 2027",
  );
});

it("draws no figure where there are too few results, and says so", () => {
  show(
    <DotRows
      label="Kept"
      span={[0, 1]}
      figure={String}
      rows={[
        { id: "a", label: "Retail", said: "Retail: half", dots: [{ value: 0.5, look: "filled" }] },
        { id: "b", label: "Finance", said: "Finance: too few", dots: [], absent: "too few to say" },
      ]}
    />,
  );
  const [retail, finance] = screen.getAllByRole("listitem");
  expect(retail?.querySelectorAll("path")).toHaveLength(1);
  expect(finance?.querySelectorAll("path")).toHaveLength(0);
  expect(finance?.textContent).toContain("too few to say");
});

it("does not take what nobody measured for nothing", () => {
  const money = (amount: string) => ({ amount, currency: "EUR" });
  show(<Bullet label="Returns" promised={money("5000")} realised={null} />);
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Returns: promised €5,000, not measured yet",
  );
  expect(screen.getByText("Not measured yet")).toBeTruthy();
});
