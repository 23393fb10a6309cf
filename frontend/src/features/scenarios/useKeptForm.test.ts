import { expect, it } from "vitest";
import { emptyForm, newLine } from "./form.ts";
import { read } from "./useKeptForm.ts";

it("finds a form as it was kept, with lines that cannot be taken for others", () => {
  const line = { ...newLine.capacity("2027-01"), days: "12,5" };
  const found = read(JSON.stringify({ ...emptyForm(), name: "More data", capacity: [line, line] }));
  expect(found?.name).toBe("More data");
  expect(found?.capacity.map(({ days }) => days)).toEqual(["12,5", "12,5"]);
  expect(new Set(found?.capacity.map(({ key }) => key)).size).toBe(2);
});

it("fills in what an older version of the form did not have, and ignores what is no form", () => {
  expect(read(JSON.stringify({ name: "Old" }))).toMatchObject({ name: "Old", options: [] });
  expect([read(null), read(""), read("{")]).toEqual([null, null, null]);
});
