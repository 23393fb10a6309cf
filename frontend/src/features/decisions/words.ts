import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Tone } from "#ui/Badge.tsx";

/** The contract's enums of priority questions in words. */
export const KINDS = {
  DISPLACE: msg`Displace`,
  FUND: msg`Fund`,
  COMBINE: msg`Displace and fund`,
  SHRINK: msg`Shrink`,
  WAIT: msg`Wait`,
  REROUTE: msg`Another route`,
} satisfies Record<string, MessageDescriptor>;

/** Displacing where everybody who gives way keeps a place, in later months. */
export const RESCHEDULE = msg`Reschedule`;

export const CONSENTS = {
  YOURS: { name: msg`Yours alone to decide`, tone: "good" },
  THEIRS: { name: msg`Needs their consent`, tone: "warn" },
  BOARD: { name: msg`Needs the governance board`, tone: "info" },
} satisfies Record<string, { name: MessageDescriptor; tone: Tone }>;

export const STATUSES = {
  OPEN: { name: msg`Open`, tone: "accent" },
  ESCALATED: { name: msg`With the board`, tone: "warn" },
  DECIDED: { name: msg`Decided`, tone: "good" },
  LAPSED: { name: msg`Lapsed`, tone: "neutral" },
} satisfies Record<string, { name: MessageDescriptor; tone: Tone }>;
