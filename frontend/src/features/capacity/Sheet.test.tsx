import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { act, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { Sheet } from "./Sheet.tsx";

const MONTHS = ["2026-11", "2026-12", "2027-01"];

function setUp(saved: Record<string, string> = {}) {
  const onChange = vi.fn();
  function Grid() {
    const [texts, setTexts] = useState(saved);
    return (
      <I18nProvider i18n={i18n}>
        <Sheet
          caption="Days"
          corner="Person-days"
          groups={[
            {
              id: "data",
              name: "Data",
              rows: [
                { id: "gross", label: "Gross" },
                { id: "leave", label: "Leave" },
              ],
            },
          ]}
          months={MONTHS}
          isReadOnly={false}
          cell={(row, month) => ({ text: texts[`${row} ${month}`] ?? "", ghost: "20" })}
          onChange={(changes) => {
            onChange(changes);
            setTexts((before) => ({
              ...before,
              ...Object.fromEntries(changes.map(({ row, month, text }) => [`${row} ${month}`, text])),
            }));
          }}
        />
      </I18nProvider>
    );
  }
  const { container } = render(<Grid />);
  const cell = (name: string, month: string) =>
    screen.getByRole<HTMLInputElement>("textbox", { name: `Data, ${name}, ${month}` });
  return { onChange, cell, container };
}

it("takes what is typed when one moves on, and goes down with Enter", async () => {
  const { onChange, cell } = setUp();
  cell("Gross", "Nov 2026").focus();
  await userEvent.keyboard("18{Enter}");
  expect(onChange).toHaveBeenCalledExactlyOnceWith([{ row: "gross", month: "2026-11", text: "18" }]);
  expect(document.activeElement).toBe(cell("Leave", "Nov 2026"));
});

it("leaves the cell with the arrows unless its text is being edited, and gives the text back on Escape", async () => {
  const { onChange, cell } = setUp({ "gross 2026-11": "18" });
  cell("Gross", "Nov 2026").focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).toBe(cell("Gross", "Dec 2026"));
  await userEvent.keyboard("7{ArrowLeft}");
  expect(document.activeElement).toBe(cell("Gross", "Dec 2026"));
  await userEvent.keyboard("{Escape}{ArrowLeft}");
  expect(document.activeElement).toBe(cell("Gross", "Nov 2026"));
  expect(onChange).not.toHaveBeenCalled();
});

it("takes a pasted block as one change and takes it back as one", async () => {
  const { onChange, cell } = setUp({ "gross 2026-12": "15" });
  const first = cell("Gross", "Dec 2026");
  act(() => first.focus());
  fireEvent.paste(first, { clipboardData: { getData: () => "1\t2\n3\t4\n" } });
  expect(onChange).toHaveBeenCalledTimes(1);
  expect([cell("Gross", "Dec 2026").value, cell("Leave", "Jan 2027").value]).toEqual(["1", "4"]);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(onChange).toHaveBeenCalledTimes(2);
  expect(cell("Gross", "Dec 2026").value).toBe("15");
});

it("fills a range to the right, and says what was only assumed", async () => {
  const { onChange, cell } = setUp({ "leave 2026-11": "20" });
  cell("Leave", "Nov 2026").focus();
  await userEvent.keyboard("{Shift>}{ArrowRight}{ArrowRight}{/Shift}{Control>}r{/Control}");
  expect(onChange).toHaveBeenCalledExactlyOnceWith([
    { row: "leave", month: "2026-12", text: "20" },
    { row: "leave", month: "2027-01", text: "20" },
  ]);
});

it("names every cell", async () => {
  const { container } = setUp();
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id }) => id)).toEqual([]);
});
