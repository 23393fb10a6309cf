import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

/** The contract's enums in words. */
export const ROUTE_NAMES = {
  IT_DELIVERY: msg`IT delivery`,
  QUICK_WIN: msg`Quick-win lane`,
  BOUGHT_SERVICE: msg`Bought service`,
  BUSINESS_BUILT: msg`Business-built with a coach`,
  CROWDSOURCED: msg`Crowdsourced`,
  SELF_SERVICE: msg`Self-service`,
} satisfies Record<string, MessageDescriptor>;

export const BENEFIT_KINDS = {
  REVENUE: msg`Revenue`,
  SAVING: msg`Saving`,
  AVOIDED_COST: msg`Avoided cost`,
  RISK: msg`Risk`,
  COMPLIANCE: msg`Compliance`,
  PRODUCTIVITY: msg`Productivity`,
  EXPERIENCE: msg`Experience`,
} satisfies Record<string, MessageDescriptor>;

export const CONFIDENCES = {
  LOW: msg`Low`,
  MEDIUM: msg`Medium`,
  HIGH: msg`High`,
} satisfies Record<string, MessageDescriptor>;
