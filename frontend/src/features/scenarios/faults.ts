import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Fault } from "./input.ts";

/** What stands in the way of saving, in words. */
export const FAULTS: Record<Fault, MessageDescriptor> = {
  name: msg`Give the scenario a name.`,
  nothing: msg`Say at least one thing that would be different.`,
  team: msg`Choose a team.`,
  month: msg`Choose the month from which on.`,
  number: msg`A number is needed.`,
  positive: msg`The factor must be above nought.`,
  request: msg`Choose a request.`,
  after: msg`Choose the request below which it stands.`,
  title: msg`Give the new request a title.`,
  unit: msg`Choose a unit.`,
  option: msg`Choose an option.`,
};
