import { useEffect, useSyncExternalStore } from "react";
import type { IconName } from "#ui/Icon.tsx";

/** Something that can be done, with the words that find it and the keys that do the same. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: string;
  readonly run: () => void;
}

const offers = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

function publish() {
  all = [...offers.values()].flat();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Offers what this screen can do to the palette, as long as the screen is there. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => {
    const key = Symbol("screen");
    offers.set(key, commands);
    publish();
    return () => {
      offers.delete(key);
      publish();
    };
  }, [commands]);
}

/** What the screens in sight offer now. */
export const useOffered = (): readonly Command[] => useSyncExternalStore(subscribe, () => all);
