import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { Badge, type BadgeProps } from "./Badge.tsx";

/** The states of a request in words, the same on every screen. */
export const STATE_NAMES = {
  SUBMITTED: msg`Submitted`,
  ESTIMATED: msg`Estimated`,
  RANKED: msg`Ranked`,
  COMMITTED: msg`Committed`,
  IN_DELIVERY: msg`In delivery`,
  DELIVERED: msg`Delivered`,
  IN_REVIEW: msg`In review`,
  CLOSED: msg`Closed`,
  PARKED: msg`Parked`,
  WITHDRAWN: msg`Withdrawn`,
  REROUTED: msg`Rerouted`,
} satisfies Record<string, MessageDescriptor>;

export type RequestState = keyof typeof STATE_NAMES;

const LOOKS: Record<RequestState, Pick<BadgeProps, "tone" | "mark">> = {
  SUBMITTED: { tone: "info", mark: "hollow" },
  ESTIMATED: { tone: "info", mark: "hollow" },
  RANKED: { tone: "info" },
  COMMITTED: { tone: "accent" },
  IN_DELIVERY: { tone: "accent" },
  DELIVERED: { tone: "good" },
  IN_REVIEW: { tone: "warn" },
  CLOSED: { tone: "good", mark: "hollow" },
  PARKED: { tone: "warn", mark: "hollow" },
  WITHDRAWN: { mark: "hollow" },
  REROUTED: { mark: "hollow" },
};

export function StateBadge({ state }: { state: RequestState }) {
  const { _ } = useLingui();
  return <Badge {...LOOKS[state]}>{_(STATE_NAMES[state])}</Badge>;
}
