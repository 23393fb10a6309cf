import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** What the totals of a plan are called, and how each is written. */
export const FIGURES = {
  REQUESTS: { label: msg`Requests in the plan`, kind: "count" },
  DAYS: { label: msg`Work in the plan`, kind: "days" },
  PROMISED_VALUE: { label: msg`Promised value`, kind: "money" },
  CALIBRATED_VALUE: { label: msg`Value at what such promises came true at`, kind: "money" },
  COST: { label: msg`Cost until go-live`, kind: "money" },
  BOUGHT_PRICE: { label: msg`Price of bought days`, kind: "money" },
  COMMIT_LINE: { label: msg`Commit line`, kind: "place" },
  LOAD: { label: msg`Teams' days that are planned`, kind: "share" },
} satisfies Record<
  string,
  { label: MessageDescriptor; kind: "count" | "days" | "money" | "place" | "share" }
>;

export type FigureName = keyof typeof FIGURES;

/** The steps from one plan's value to another's. */
export const STEPS = {
  FIRST: msg`Value of the first plan`,
  ROUND: msg`A planning round alone`,
  CAME_IN: msg`Come in`,
  EARLIER: msg`Start sooner`,
  OTHER: msg`Other finish or scope`,
  LATER: msg`Start later`,
  DROPPED_OUT: msg`Drop out`,
  TOTAL: msg`Value of this plan`,
  BOUGHT: msg`Price of bought days`,
} satisfies Record<string, MessageDescriptor>;
