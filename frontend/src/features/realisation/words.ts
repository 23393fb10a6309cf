import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Tone } from "#ui/Badge.tsx";

/** The contract's enums of value reviews in words. */
export const VERDICTS = {
  REALISED: { name: msg`Realised`, hint: msg`What was promised has come true.`, tone: "good" },
  PARTLY: { name: msg`Partly realised`, hint: msg`Some of it has come true.`, tone: "warn" },
  NOT_REALISED: {
    name: msg`Not realised`,
    hint: msg`It was measured, and it has not come true.`,
    tone: "bad",
  },
  UNMEASURABLE: {
    name: msg`Cannot be measured`,
    hint: msg`Nobody can tell; this is not zero.`,
    tone: "neutral",
  },
  TOO_EARLY: { name: msg`Too early to say`, hint: msg`One more review follows.`, tone: "info" },
} satisfies Record<string, { name: MessageDescriptor; hint: MessageDescriptor; tone: Tone }>;

export const REVIEW_STATUSES = {
  SCHEDULED: { name: msg`Scheduled`, tone: "neutral" },
  DUE: { name: msg`Due`, tone: "warn" },
  CLOSED: { name: msg`Closed`, tone: "good" },
} satisfies Record<string, { name: MessageDescriptor; tone: Tone }>;
