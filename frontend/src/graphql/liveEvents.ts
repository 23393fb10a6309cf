import { useEffect, useRef, useSyncExternalStore } from "react";
import { useRelayEnvironment } from "react-relay";
import { graphql, type IEnvironment, requestSubscription } from "relay-runtime";
import type {
  liveEventsSubscription,
  liveEventsSubscription$data,
} from "./__generated__/liveEventsSubscription.graphql.ts";

export type LiveEvent = liveEventsSubscription$data["events"];
export type Connection = "connecting" | "live" | "lost";

const LONGEST_PAUSE_MS = 30_000;
let connection: Connection = "connecting";
const watchers = new Set<() => void>();
const listeners = new Set<(event: LiveEvent) => void>();

const become = (next: Connection) => {
  if (next === connection) return;
  connection = next;
  for (const watcher of watchers) watcher();
};

const store = {
  get: () => connection,
  subscribe(watcher: () => void) {
    watchers.add(watcher);
    return () => void watchers.delete(watcher);
  },
};

export const useConnection = (): Connection => useSyncExternalStore(store.subscribe, store.get);

/** Follows the trail of events; after a break it goes on from the last one it saw, so nothing is missed. */
function follow(environment: IEnvironment): () => void {
  let since: string | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settled: ReturnType<typeof setTimeout> | undefined;
  let stop: () => void = () => {};
  let over = false;

  const again = () => {
    clearTimeout(settled);
    if (over) return;
    failures += 1;
    become("lost");
    timer = setTimeout(begin, Math.min(LONGEST_PAUSE_MS, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
  };
  const begin = () => {
    // A subscription gives no sign of success until something happens, so silence for a second counts as one.
    settled = setTimeout(() => {
      failures = 0;
      become("live");
    }, 1000);
    stop = requestSubscription<liveEventsSubscription>(environment, {
      subscription: graphql`
        subscription liveEventsSubscription($since: String) {
          events(since: $since) {
            id
            cursor
            kind
            subjectKind
            subject
            request
          }
        }
      `,
      variables: { since },
      onNext(answer) {
        if (!answer) return;
        since = answer.events.cursor;
        failures = 0;
        become("live");
        for (const listener of listeners) listener(answer.events);
      },
      onError: again,
      onCompleted: again,
    }).dispose;
  };
  const onOnline = () => {
    clearTimeout(timer);
    if (connection === "lost") begin();
  };
  begin();
  window.addEventListener("online", onOnline);
  return () => {
    over = true;
    clearTimeout(timer);
    clearTimeout(settled);
    window.removeEventListener("online", onOnline);
    stop();
  };
}

/** Stands once, in the shell. */
export function useFollowEvents(): void {
  const environment = useRelayEnvironment();
  useEffect(() => follow(environment), [environment]);
}

/** Calls `act` once for a burst of events that concern the caller. */
export function useLiveEvents(concerns: (event: LiveEvent) => boolean, act: () => void): void {
  const current = useRef({ concerns, act });
  useEffect(() => {
    current.current = { concerns, act };
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listener = (event: LiveEvent) => {
      if (!current.current.concerns(event)) return;
      clearTimeout(timer);
      timer = setTimeout(() => current.current.act(), 250);
    };
    listeners.add(listener);
    return () => {
      clearTimeout(timer);
      listeners.delete(listener);
    };
  }, []);
}
