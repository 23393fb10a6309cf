import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { ChangePassword } from "./ChangePassword.tsx";

vi.mock("#app/viewer.tsx", () => ({ useViewer: () => ({ person: { email: "rita@demo.example" } }) }));

afterEach(() => vi.unstubAllGlobals());

async function submit(current: string, chosen: string, again: string, ...statuses: number[]) {
  const fetched = vi.fn();
  for (const status of statuses) fetched.mockResolvedValueOnce({ status, ok: status < 300 });
  vi.stubGlobal("fetch", fetched);
  render(
    <I18nProvider i18n={i18n}>
      <ChangePassword />
    </I18nProvider>,
  );
  const words = { "Present password": current, "New password": chosen, "New password again": again };
  for (const [label, text] of Object.entries(words))
    if (text) await userEvent.type(screen.getByLabelText(label), text);
  await userEvent.click(screen.getByRole("button", { name: "Change password" }));
  return fetched.mock.calls.map(([path, init]) => [path, JSON.parse(String(init.body))]);
}

it("refuses in the field what cannot be right, and asks nobody", async () => {
  const sent = await submit("the present one", "a new long one", "a new lang one");
  const field = screen.getByLabelText("New password again");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  expect(document.activeElement).toBe(field);
  await screen.findByText("This is not the same as the new password.");
  expect(sent).toEqual([]);
});

it("says at the present password that it is not right", async () => {
  await submit("a guess", "a new long one", "a new long one", 401);
  await screen.findByText("The present password is not right.");
  expect(screen.getByLabelText("Present password").getAttribute("aria-invalid")).toBe("true");
});

it("goes on in a fresh session with the new password", async () => {
  const sent = await submit("the present one", "a new long one", "a new long one", 204, 204);
  expect(sent).toEqual([
    ["/auth/password", { current: "the present one", new: "a new long one" }],
    ["/auth/sign-in", { email: "rita@demo.example", password: "a new long one" }],
  ]);
  expect((screen.getByLabelText("New password") as HTMLInputElement).value).toBe("");
});
