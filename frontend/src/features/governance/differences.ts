export interface Difference {
  /** The setting as the contract spells it. */
  setting: string;
  before: string;
  after: string;
}

const spelled = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const text = (value: unknown): string =>
  Array.isArray(value) ? value.join(", ") : typeof value === "object" ? JSON.stringify(value) : String(value);

/** What one version of the policy changed against the one before it; nothing for the first. */
export function differences(before: unknown, after: unknown): Difference[] {
  if (!isSettings(before) || !isSettings(after)) return [];
  return Object.keys(after)
    .map((name) => ({ setting: spelled(name), before: text(before[name]), after: text(after[name]) }))
    .filter((one) => one.before !== one.after);
}

const isSettings = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
