import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { Viewer } from "./viewer.tsx";

export const ROLE_NAMES: Record<Viewer["roles"][number], MessageDescriptor> = {
  REQUESTER: msg`Requester`,
  OWNER: msg`Business owner`,
  IT: msg`IT staff`,
  BOARD: msg`Governance board`,
  ADMIN: msg`Administrator`,
  SYSTEM: msg`System`,
};

/** The role that says most about a person: what they may do beyond asking. */
export const mainRole = (viewer: Viewer): Viewer["roles"][number] =>
  (["BOARD", "OWNER", "IT", "ADMIN"] as const).find((role) => viewer.is(role)) ?? "REQUESTER";
