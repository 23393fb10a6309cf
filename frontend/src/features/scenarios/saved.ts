import {
  emptyForm,
  inPercent,
  isShare,
  newKey,
  type Planning,
  type ScenarioForm,
  SETTING_NAMES,
} from "./form.ts";

interface Ref {
  readonly id: string;
}

/** What the form needs of a saved scenario's changes. */
export interface SavedChange {
  readonly kind: string;
  readonly text: string;
  readonly team?: Ref | null;
  readonly firstMonth?: string | null;
  readonly lastMonth?: string | null;
  readonly days?: number | null;
  readonly bought?: boolean | null;
  readonly amount?: { readonly amount: string } | null;
  readonly setting?: string | null;
  readonly settingValue?: unknown;
  readonly unit?: Ref | null;
  readonly requests: readonly Ref[];
  readonly after?: Ref | null;
  readonly factor?: string | null;
  readonly newRequest?: {
    readonly title: string;
    readonly unit: Ref;
    readonly value: { readonly amount: string };
    readonly oneOffCost: { readonly amount: string };
    readonly efforts: readonly { readonly team: Ref; readonly days: number }[];
    readonly deadline?: string | null;
    readonly after?: Ref | null;
    readonly atTop: boolean;
  } | null;
  readonly option?: Ref | null;
  readonly question?: string | null;
}

export interface SavedScenario {
  readonly name: string;
  readonly purpose: string;
  readonly planning: Planning;
  readonly changes: readonly SavedChange[];
}

/** A saved scenario as a form, to make another one from it. `show` writes a number as the reader types it. */
export function formOf(saved: SavedScenario, show: (value: number) => string): ScenarioForm {
  const form: ScenarioForm = {
    ...emptyForm(),
    name: saved.name,
    purpose: saved.purpose,
    planning: saved.planning,
  };
  for (const change of saved.changes) take(form, change, show);
  return form;
}

function take(form: ScenarioForm, change: SavedChange, show: (value: number) => string): void {
  const key = newKey();
  const months = {
    month: change.firstMonth ?? null,
    untilMonth: change.lastMonth === change.firstMonth ? null : (change.lastMonth ?? null),
  };
  switch (change.kind) {
    case "CAPACITY":
      form.capacity.push({
        key,
        ...months,
        team: change.team?.id ?? null,
        days: show(change.days ?? 0),
        bought: change.bought ?? false,
      });
      break;
    case "BUDGET":
      form.budgets.push({ key, ...months, amount: show(Number(change.amount?.amount ?? 0)) });
      break;
    case "POLICY":
      takeSetting(form, change.setting ?? "", change.settingValue, show);
      break;
    case "ORDER":
      if (change.unit)
        form.order.push({
          key,
          unit: change.unit.id,
          requests: change.requests.map(({ id }) => id),
          text: change.text,
        });
      break;
    case "MOVE":
      form.moves.push({
        key,
        request: change.requests[0]?.id ?? null,
        toTop: !change.after,
        after: change.after?.id ?? null,
      });
      break;
    case "REQUEST_OUT":
      form.requestsOut.push({ key, request: change.requests[0]?.id ?? null });
      break;
    case "REQUEST_IN":
      takeNewRequest(form, key, change.newRequest, show);
      break;
    case "EFFORT":
      form.effortFactor = show(Number(change.factor ?? 1));
      break;
    case "OPTION":
      form.options.push({ key, question: change.question ?? null, option: change.option?.id ?? null });
      break;
  }
}

function takeSetting(
  form: ScenarioForm,
  setting: string,
  value: unknown,
  show: (value: number) => string,
): void {
  if (setting === "entitlements" && Array.isArray(value)) {
    for (const { unit, weight } of value as { unit: string; weight: number }[])
      form.weights[unit] = show(Number(weight));
  } else if (setting === "calibrateEfforts") {
    form.calibrateEfforts = value === true ? "yes" : "no";
  } else {
    const name = SETTING_NAMES.find((one) => one === setting);
    if (name) form.settings[name] = show(isShare(name) ? inPercent(Number(value)) : Number(value));
  }
}

function takeNewRequest(
  form: ScenarioForm,
  key: string,
  saved: SavedChange["newRequest"],
  show: (value: number) => string,
): void {
  if (!saved) return;
  form.requestsIn.push({
    key,
    title: saved.title,
    unit: saved.unit.id,
    value: show(Number(saved.value.amount)),
    oneOffCost: show(Number(saved.oneOffCost.amount)),
    efforts: saved.efforts.map(({ team, days }) => ({ key: newKey(), team: team.id, days: show(days) })),
    deadline: saved.deadline ?? "",
    stands: saved.atTop ? "TOP" : saved.after ? "BELOW" : "END",
    after: saved.after?.id ?? null,
  });
}
