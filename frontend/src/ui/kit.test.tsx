import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import type { ReactNode } from "react";
import { expect, it, vi } from "vitest";
import { Button } from "./Button.tsx";
import { Choices } from "./Choices.tsx";
import { FormErrors } from "./FormErrors.tsx";
import { StateBadge } from "./StateBadge.tsx";
import { Table } from "./Table.tsx";
import { TextField } from "./TextField.tsx";
import { Toasts } from "./Toasts.tsx";
import { showToast } from "./toasts.ts";

const show = (children: ReactNode) => render(<I18nProvider i18n={i18n}>{children}</I18nProvider>);

const violations = async (root: Element) => {
  // Colours and layout need a real browser; the token test and the journeys see to them.
  const { violations } = await axe.run(root, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return violations.map((violation) => violation.id);
};

it("names every field and gives its error to it", async () => {
  const { container } = show(
    <form>
      <TextField label="Problem" hint="In your own words" error="A few words are needed" rows={3} />
      <Choices
        label="Confidence"
        value={null}
        onChange={() => {}}
        options={[
          { id: "low", label: "Low" },
          { id: "high", label: "High" },
        ]}
      />
      <StateBadge state="RANKED" />
    </form>,
  );
  const field = screen.getByLabelText("Problem");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  const described = (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id));
  expect(described.map((part) => part?.textContent)).toContain("A few words are needed");
  expect(screen.getAllByRole("radio").every((radio) => !(radio as HTMLInputElement).checked)).toBe(true);
  expect(await violations(container)).toEqual([]);
});

it("takes the focus to the errors and from there to the field", async () => {
  show(
    <>
      <FormErrors errors={[{ field: "reason", message: "Say why" }]} />
      <input id="reason" aria-label="Reason" />
    </>,
  );
  expect(document.activeElement?.tagName).toBe("SECTION");
  await userEvent.click(screen.getByText("Say why"));
  expect(document.activeElement?.id).toBe("reason");
});

it("keeps the state of the order on the column that is sorted", async () => {
  const onSort = vi.fn();
  const { container } = show(
    <Table
      caption="Requests"
      columns={[
        {
          id: "title",
          header: "Request",
          rowHeader: true,
          sort: "TITLE",
          cell: (row: { title: string }) => row.title,
        },
        { id: "days", header: "Days", sort: "DAYS", cell: () => 3 },
      ]}
      rows={[{ title: "Returns portal" }]}
      rowKey={(row) => row.title}
      sorted={{ by: "DAYS", descending: true }}
      onSort={onSort}
    />,
  );
  const [title, days] = screen.getAllByRole("columnheader");
  expect(days?.getAttribute("aria-sort")).toBe("descending");
  await userEvent.click(within(title as HTMLElement).getByRole("button"));
  expect(onSort).toHaveBeenCalledWith("TITLE");
  expect(await violations(container)).toEqual([]);
});

it("undoes with Ctrl+Z, but not while someone types", async () => {
  const undo = vi.fn();
  show(
    <>
      <input aria-label="Text" />
      <Button>Other</Button>
      <Toasts />
    </>,
  );
  showToast("REQ-1 moved", { action: { label: "Undo: REQ-1 back to 3", onPress: undo } });
  await screen.findByText("REQ-1 moved");
  await userEvent.click(screen.getByLabelText("Text"));
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(undo).not.toHaveBeenCalled();
  await userEvent.click(screen.getByText("Other"));
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(undo).toHaveBeenCalledOnce();
  expect(screen.queryByText("REQ-1 moved")).toBeNull();
});
