import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Tone } from "#ui/Badge.tsx";

/** How a request's months differ from those in the first column: a word, a sign and a colour that say the same. */
export const MOVES = {
  SAME: { name: msg`same`, sign: "=", tone: "neutral" },
  EARLIER: { name: msg`sooner`, sign: "↑", tone: "info" },
  LATER: { name: msg`later`, sign: "↓", tone: "warn" },
  OTHER: { name: msg`other finish or scope`, sign: "~", tone: "neutral" },
  CAME_IN: { name: msg`comes in`, sign: "+", tone: "good" },
  DROPPED_OUT: { name: msg`drops out`, sign: "−", tone: "bad" },
} satisfies Record<string, { name: MessageDescriptor; sign: string; tone: Tone }>;

export type MoveKind = keyof typeof MOVES;
