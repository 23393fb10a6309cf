import { useCallback, useState, useTransition } from "react";
import { useLazyLoadQuery } from "react-relay";
import type { GraphQLTaggedNode, OperationType, VariablesOf } from "relay-runtime";
import { type LiveEvent, useLiveEvents } from "./liveEvents.ts";

const everything = () => true;

/**
 * A screen's query: shows what is known at once, asks the server too, and asks again when an event concerns it.
 * Suspends only when nothing is known yet. Returns the data and a function that asks again.
 */
export function useLiveQuery<T extends OperationType>(
  query: GraphQLTaggedNode,
  variables: VariablesOf<T>,
  concerns: (event: LiveEvent) => boolean = everything,
): [data: T["response"], refresh: () => void] {
  const [fetchKey, setFetchKey] = useState(0);
  const [, startTransition] = useTransition();
  const refresh = useCallback(() => startTransition(() => setFetchKey((key) => key + 1)), []);
  useLiveEvents(concerns, refresh);
  const data = useLazyLoadQuery<T>(query, variables, { fetchPolicy: "store-and-network", fetchKey });
  return [data, refresh];
}
