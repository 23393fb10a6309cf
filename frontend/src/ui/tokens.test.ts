import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(`${import.meta.dirname}/styles/tokens.css`, "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));/g)].map(
    ([, name, light, dark, both]) => [name, { light: light ?? both ?? "", dark: dark ?? both ?? "" }],
  ),
);

const luminance = (hex: string): number => {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};
const contrast = (one: string, other: string): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

const GROUNDS = ["page", "surface", "sunken", "raised", "hover"];
const onGrounds = (names: string[]) =>
  names.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const));
const TEXTS = [
  ...onGrounds(["text", "text-soft", "text-faint"]),
  ...["good", "warn", "bad", "info"].flatMap((tone) => [
    [tone, `${tone}-soft`] as const,
    [tone, "surface"] as const,
  ]),
  ["accent-text", "accent-soft"],
  ["accent-text", "surface"],
  ["accent-text", "page"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
] as const;
const MARKS = [
  ["line-strong", "surface"],
  ["focus", "page"],
  ["commit", "surface"],
  ["accent", "surface"],
] as const;

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const value = (name: string) => tokens.get(name)?.[theme] ?? "";
  it.each(TEXTS)("shows %s on %s with at least 4.5 : 1", (text, ground) => {
    expect(contrast(value(text), value(ground))).toBeGreaterThanOrEqual(4.5);
  });
  it.each(MARKS)("shows the mark %s on %s with at least 3 : 1", (mark, ground) => {
    expect(contrast(value(mark), value(ground))).toBeGreaterThanOrEqual(3);
  });
});
