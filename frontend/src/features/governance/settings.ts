import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** The settings that the board's form offers: name, unit, and whether the wire has a share between 0 and 1. */
export const SETTINGS = [
  { id: "answerDays", label: msg`Time to answer a priority question`, unit: "days" },
  { id: "remindAfterDays", label: msg`Reminder after`, unit: "days" },
  { id: "commitShare", label: msg`Effort in the plan that defines the commit line`, unit: "percent" },
  { id: "committedChance", label: msg`Chance that counts as committed`, unit: "percent" },
  { id: "smallItemDays", label: msg`Largest effort for the quick-win lane`, unit: "personDays" },
  { id: "smallLanePercent", label: msg`The quick-win lane's part of the portfolio`, unit: "wholePercent" },
  { id: "mandatoryWeight", label: msg`Weight of what law or regulator require`, unit: "weight" },
  { id: "decideByMonths", label: msg`A request is decided or confirmed anew within`, unit: "months" },
  {
    id: "creditMonths",
    label: msg`Most that a unit gathers or owes in priority days`,
    unit: "monthsOfShare",
  },
  { id: "planningRoundMonths", label: msg`A planning round every`, unit: "months" },
  { id: "simulationRuns", label: msg`A forecast tries the plan`, unit: "times" },
  { id: "horizonMonths", label: msg`The plan looks ahead`, unit: "months" },
  { id: "valuationMonths", label: msg`Benefits that count into a value`, unit: "months" },
  { id: "minimumSample", label: msg`Results before a record prices a promise`, unit: "results" },
  { id: "minimumGroup", label: msg`Smallest group whose mood is shown`, unit: "people" },
  { id: "updateEveryDays", label: msg`Updates in delivery at least every`, unit: "days" },
] as const satisfies readonly { id: string; label: MessageDescriptor; unit: Unit }[];

export type Unit =
  | "days"
  | "months"
  | "monthsOfShare"
  | "percent"
  | "wholePercent"
  | "weight"
  | "times"
  | "personDays"
  | "results"
  | "people";
export type SettingName = (typeof SETTINGS)[number]["id"];
export const UNITS: Record<Unit, MessageDescriptor> = {
  days: msg`days`,
  months: msg`months`,
  monthsOfShare: msg`months of its share`,
  percent: msg`%`,
  wholePercent: msg`%`,
  weight: msg`weight`,
  times: msg`times`,
  personDays: msg`person-days`,
  results: msg`results`,
  people: msg`people`,
};

/** What is typed and what is kept differ for shares: 95 % is 0.95. */
export const shown = (unit: Unit, value: number): number =>
  unit === "percent" ? Math.round(value * 1000) / 10 : value;
export const kept = (unit: Unit, typed: number): number => (unit === "percent" ? typed / 100 : typed);
