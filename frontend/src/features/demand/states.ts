import { type RequestState, STATE_NAMES } from "#ui/StateBadge.tsx";

export const STATES = Object.keys(STATE_NAMES) as RequestState[];
export const ORDERS = ["NEWEST", "OLDEST", "KEY", "TITLE", "PLACE", "VALUE", "NEXT_UPDATE"] as const;
export type RequestOrder = (typeof ORDERS)[number];
