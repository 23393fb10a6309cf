import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** Roles in words: what each may do, and what it never may. */
export const ROLES = {
  OWNER: {
    name: msg`Business owner`,
    may: msg`Ranks, commits, parks and withdraws the requests of a unit, answers priority questions, promises value and measures it.`,
    never: msg`Never estimates effort or sets capacity.`,
  },
  IT: {
    name: msg`IT staff`,
    may: msg`Estimates, logs capacity, delivers, posts updates and raises priority questions for a team.`,
    never: msg`Never ranks, commits, rejects, parks, withdraws, or answers a priority question.`,
  },
  BOARD: {
    name: msg`Governance board`,
    may: msg`Sets policy and budgets, decides escalated questions and closes value reviews.`,
    never: msg`Never ranks inside a unit for its owner, and edits no evidence.`,
  },
  ADMIN: {
    name: msg`Administrator`,
    may: msg`Keeps people, roles, units, teams and imports.`,
    never: msg`Never decides what the other roles decide.`,
  },
} satisfies Record<string, { name: MessageDescriptor; may: MessageDescriptor; never: MessageDescriptor }>;

export const OTHER_ROLES = {
  REQUESTER: msg`Requester`,
  SYSTEM: msg`System`,
} satisfies Record<string, MessageDescriptor>;

export type GivenRole = keyof typeof ROLES;

export const roleName = (role: string): MessageDescriptor =>
  role in ROLES ? ROLES[role as GivenRole].name : OTHER_ROLES[role as keyof typeof OTHER_ROLES];
