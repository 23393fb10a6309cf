/** What is typed into the form of a scenario: everything as text, so that nothing typed is lost when it is refused. */
export interface ScenarioForm {
  name: string;
  purpose: string;
  planning: Planning;
  capacity: CapacityLine[];
  budgets: BudgetLine[];
  settings: Record<SettingName, string>;
  calibrateEfforts: "as-now" | "yes" | "no";
  /** New weights by unit; empty is as now. */
  weights: Record<string, string>;
  /** Whole lists taken over from an earlier scenario. */
  order: OrderLine[];
  moves: MoveLine[];
  requestsIn: NewRequestLine[];
  requestsOut: RequestLine[];
  effortFactor: string;
  options: OptionLine[];
}

export type Planning = "PLANNING_ROUND" | "WITHIN_CYCLE";

interface Line {
  /** Names the line for as long as it is on the screen. */
  key: string;
}
export interface CapacityLine extends Line {
  team: string | null;
  month: string | null;
  untilMonth: string | null;
  days: string;
  bought: boolean;
}
export interface BudgetLine extends Line {
  month: string | null;
  untilMonth: string | null;
  amount: string;
}
export interface OrderLine extends Line {
  unit: string;
  requests: string[];
  text: string;
}
export interface MoveLine extends Line {
  request: string | null;
  toTop: boolean;
  after: string | null;
}
export interface EffortLine extends Line {
  team: string | null;
  days: string;
}
export interface NewRequestLine extends Line {
  title: string;
  unit: string | null;
  value: string;
  oneOffCost: string;
  efforts: EffortLine[];
  deadline: string;
  stands: "END" | "TOP" | "BELOW";
  after: string | null;
}
export interface RequestLine extends Line {
  request: string | null;
}
export interface OptionLine extends Line {
  question: string | null;
  option: string | null;
}

export const SETTING_NAMES = [
  "commitShare",
  "requestShareOfTeam",
  "smallItemDays",
  "smallLanePercent",
  "mandatoryWeight",
  "decideByMonths",
  "displayedMonths",
] as const;
export type SettingName = (typeof SETTING_NAMES)[number];
/** These are shares between 0 and 1 on the wire and per cent on the screen. */
const SHARES: ReadonlySet<string> = new Set<SettingName>(["commitShare", "requestShareOfTeam"]);

export const inPercent = (share: number): number => Math.round(share * 1000) / 10;
export const isShare = (name: string): boolean => SHARES.has(name);

let last = 0;
export const newKey = (): string => {
  last += 1;
  return `line-${last}`;
};

export const emptyForm = (): ScenarioForm => ({
  name: "",
  purpose: "",
  planning: "PLANNING_ROUND",
  capacity: [],
  budgets: [],
  settings: Object.fromEntries(SETTING_NAMES.map((name) => [name, ""])) as Record<SettingName, string>,
  calibrateEfforts: "as-now",
  weights: {},
  order: [],
  moves: [],
  requestsIn: [],
  requestsOut: [],
  effortFactor: "",
  options: [],
});

export const newLine = {
  capacity: (month: string | null): CapacityLine => ({
    key: newKey(),
    team: null,
    month,
    untilMonth: null,
    days: "",
    bought: true,
  }),
  budgets: (month: string | null): BudgetLine => ({ key: newKey(), month, untilMonth: null, amount: "" }),
  moves: (): MoveLine => ({ key: newKey(), request: null, toTop: true, after: null }),
  requestsIn: (): NewRequestLine => ({
    key: newKey(),
    title: "",
    unit: null,
    value: "",
    oneOffCost: "",
    efforts: [newLine.efforts()],
    deadline: "",
    stands: "END",
    after: null,
  }),
  efforts: (): EffortLine => ({ key: newKey(), team: null, days: "" }),
  requestsOut: (): RequestLine => ({ key: newKey(), request: null }),
  options: (): OptionLine => ({ key: newKey(), question: null, option: null }),
};

const isBlank = (text: string): boolean => text.trim() === "";

/** Lines that were opened and left empty say nothing; without them the places of lines here and on the wire agree. */
export function withoutEmptyLines(form: ScenarioForm): ScenarioForm {
  return {
    ...form,
    capacity: form.capacity.filter(({ team, days }) => team !== null || !isBlank(days)),
    budgets: form.budgets.filter(({ amount }) => !isBlank(amount)),
    moves: form.moves.filter(({ request, after }) => request !== null || after !== null),
    requestsIn: form.requestsIn
      .filter(
        ({ title, unit, value, oneOffCost, efforts }) =>
          !isBlank(title) ||
          unit !== null ||
          !isBlank(value) ||
          !isBlank(oneOffCost) ||
          efforts.some(({ team, days }) => team !== null || !isBlank(days)),
      )
      .map((line) => {
        const efforts = line.efforts.filter(({ team, days }) => team !== null || !isBlank(days));
        return { ...line, efforts: efforts.length > 0 ? efforts : line.efforts.slice(0, 1) };
      }),
    requestsOut: form.requestsOut.filter(({ request }) => request !== null),
    options: form.options.filter(({ question, option }) => question !== null || option !== null),
  };
}

/** How many changes the form holds. */
export function changesIn(form: ScenarioForm): number {
  const kept = withoutEmptyLines(form);
  const lists = [
    kept.capacity,
    kept.budgets,
    kept.order,
    kept.moves,
    kept.requestsIn,
    kept.requestsOut,
    kept.options,
  ];
  const texts = [...Object.values(kept.settings), ...Object.values(kept.weights), kept.effortFactor];
  return (
    lists.reduce((sum, lines) => sum + lines.length, 0) +
    texts.filter((text) => !isBlank(text)).length +
    (kept.calibrateEfforts === "as-now" ? 0 : 1)
  );
}
