import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { IconName } from "#ui/Icon.tsx";
import type { Viewer } from "./viewer.tsx";

export interface Destination {
  to:
    | "/"
    | "/ranking"
    | "/portfolio"
    | "/requests"
    | "/questions"
    | "/plan"
    | "/scenarios"
    | "/capacity"
    | "/reviews"
    | "/shares"
    | "/policy"
    | "/people";
  label: MessageDescriptor;
  icon: IconName;
  /** Who works there; everyone when absent. */
  when?: (viewer: Viewer) => boolean;
}

const DESTINATIONS: readonly Destination[] = [
  { to: "/", label: msg`Home`, icon: "home" },
  { to: "/ranking", label: msg`My ranking`, icon: "ranking", when: (viewer) => viewer.is("OWNER") },
  { to: "/portfolio", label: msg`Portfolio`, icon: "portfolio" },
  { to: "/requests", label: msg`Requests`, icon: "requests" },
  { to: "/questions", label: msg`Questions`, icon: "question" },
  { to: "/plan", label: msg`Plan`, icon: "plan" },
  { to: "/scenarios", label: msg`Scenarios`, icon: "scenario" },
  { to: "/capacity", label: msg`Capacity`, icon: "capacity" },
  { to: "/reviews", label: msg`Reviews`, icon: "review" },
  { to: "/shares", label: msg`Fair shares`, icon: "ranking" },
  { to: "/policy", label: msg`Policy`, icon: "policy" },
  { to: "/people", label: msg`People`, icon: "person", when: (viewer) => viewer.is("ADMIN") },
];

/** Where this person may go, the most used first; on a phone the first four stand at the foot of the screen. */
export const destinationsOf = (viewer: Viewer): Destination[] =>
  DESTINATIONS.filter((destination) => destination.when?.(viewer) ?? true);
