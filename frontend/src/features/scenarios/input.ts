import { decimalText } from "#lib/numbers.ts";
import type { ScenarioInput } from "./__generated__/ScenarioEditorSaveMutation.graphql.ts";
import { isShare, type ScenarioForm, SETTING_NAMES } from "./form.ts";

/** What is missing or cannot be read, before the server is asked. */
export type Fault =
  | "name"
  | "nothing"
  | "team"
  | "month"
  | "number"
  | "positive"
  | "request"
  | "after"
  | "title"
  | "unit"
  | "option";

export interface FieldFault {
  /** The path on the wire, which is the field's id on the screen too. */
  readonly field: string | null;
  readonly fault: Fault;
}

/** The form as the server wants it, and all that stands in the way. Expects a form without empty lines. */
export function inputOf(
  form: ScenarioForm,
  read: (text: string) => number | null,
  follows: string | null,
): { input: ScenarioInput; faults: FieldFault[] } {
  const faults: FieldFault[] = [];
  const wrong = (field: string | null, fault: Fault) => faults.push({ field, fault });
  const number = (text: string, field: string): number => {
    const value = read(text);
    if (value === null) wrong(field, "number");
    return value ?? 0;
  };
  const optional = (text: string, field: string): string =>
    text.trim() === "" ? "0" : decimalText(number(text, field));
  const given = <T>(value: T | null, field: string, fault: Fault): T => {
    if (value === null || value === "") wrong(field, fault);
    return value as T;
  };

  const name = form.name.trim();
  if (!name) wrong("name", "name");
  const capacity = form.capacity.map((line, at) => {
    const path = `changes.capacity.${at}`;
    return {
      team: given(line.team, `${path}.team`, "team"),
      month: given(line.month, `${path}.month`, "month"),
      untilMonth: line.untilMonth,
      days: number(line.days, `${path}.days`),
      // Days fewer cannot be bought.
      bought: line.bought && (read(line.days) ?? 0) > 0,
    };
  });
  const budgets = form.budgets.map((line, at) => {
    const path = `changes.budgets.${at}`;
    return {
      month: given(line.month, `${path}.month`, "month"),
      untilMonth: line.untilMonth,
      amount: decimalText(number(line.amount, `${path}.amount`)),
    };
  });
  const settings = SETTING_NAMES.filter((setting) => form.settings[setting].trim() !== "").map((setting) => {
    const value = number(form.settings[setting], `changes.policy.${setting}`);
    return [setting, isShare(setting) ? value / 100 : value] as const;
  });
  const entitlements = Object.entries(form.weights)
    .filter(([, weight]) => weight.trim() !== "")
    .map(([unit, weight]) => ({ unit, weight: number(weight, `changes.policy.entitlements.${unit}`) }));
  const policy = {
    ...Object.fromEntries(settings),
    ...(entitlements.length > 0 && { entitlements }),
    ...(form.calibrateEfforts !== "as-now" && { calibrateEfforts: form.calibrateEfforts === "yes" }),
  };
  const moves = form.moves.map((line, at) => {
    const path = `changes.moves.${at}`;
    return {
      request: given(line.request, `${path}.request`, "request"),
      after: line.toTop ? null : given(line.after, `${path}.after`, "after"),
    };
  });
  const requestsIn = form.requestsIn.map((line, at) => {
    const path = `changes.requestsIn.${at}`;
    if (!line.title.trim()) wrong(`${path}.title`, "title");
    return {
      title: line.title.trim(),
      unit: given(line.unit, `${path}.unit`, "unit"),
      value: optional(line.value, `${path}.value`),
      oneOffCost: optional(line.oneOffCost, `${path}.oneOffCost`),
      efforts: line.efforts.map((effort, number_) => ({
        team: given(effort.team, `${path}.efforts.${number_}.team`, "team"),
        days: number(effort.days, `${path}.efforts.${number_}.days`),
      })),
      deadline: line.deadline || null,
      after: line.stands === "BELOW" ? given(line.after, `${path}.after`, "after") : null,
      atTop: line.stands === "TOP",
    };
  });
  const requestsOut = form.requestsOut.map(({ request }, at) =>
    given(request, `changes.requestsOut.${at}`, "request"),
  );
  const options = form.options.map(({ option }, at) => given(option, `changes.options.${at}`, "option"));
  const factor = form.effortFactor.trim() === "" ? null : number(form.effortFactor, "changes.effortFactor");
  if (factor !== null && factor <= 0 && read(form.effortFactor) !== null)
    wrong("changes.effortFactor", "positive");
  const hasChange =
    [capacity, budgets, form.order, moves, requestsIn, requestsOut, options].some(
      ({ length }) => length > 0,
    ) ||
    Object.keys(policy).length > 0 ||
    factor !== null;
  if (!hasChange) wrong(null, "nothing");
  return {
    input: {
      name,
      purpose: form.purpose.trim(),
      follows,
      changes: {
        planning: form.planning,
        ...(capacity.length > 0 && { capacity }),
        ...(budgets.length > 0 && { budgets }),
        ...(Object.keys(policy).length > 0 && { policy }),
        ...(form.order.length > 0 && {
          order: form.order.map(({ unit, requests }) => ({ unit, requests })),
        }),
        ...(moves.length > 0 && { moves }),
        ...(requestsIn.length > 0 && { requestsIn }),
        ...(requestsOut.length > 0 && { requestsOut }),
        ...(factor !== null && { effortFactor: decimalText(factor) }),
        ...(options.length > 0 && { options }),
      },
    },
    faults,
  };
}

/** Where a whole line is wrong, its link leads to the field that says most. */
const OF_LINE: Record<string, string> = {
  capacity: "days",
  budgets: "amount",
  moves: "request",
  requestsIn: "title",
};

/** The field that a path of the server means; null for what concerns the whole. The server may spell a setting in its own way. */
export function fieldOf(path: string): string | null {
  const field = path
    .replace(/^input\./, "")
    .replace(/\[(\d+)\]/g, ".$1")
    .replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (field === "changes") return null;
  const part = field.match(/^changes\.(\w+)\.\d+$/)?.[1];
  if (part && OF_LINE[part]) return `${field}.${OF_LINE[part]}`;
  return field.endsWith(".efforts") ? `${field}.0.team` : field;
}
