import { expect, it } from "vitest";
import { kept, shown } from "./settings.ts";

it("shows a share as percent and keeps it as a share", () => {
  expect(shown("percent", 0.95)).toBe(95);
  expect(kept("percent", 95)).toBe(0.95);
  expect(kept("days", 5)).toBe(5);
});

it("hides the noise of binary fractions", () => expect(shown("percent", 0.29)).toBe(29));
