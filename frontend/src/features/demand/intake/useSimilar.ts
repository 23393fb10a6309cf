import { useEffect, useState } from "react";
import { fetchQuery, graphql, useRelayEnvironment } from "react-relay";
import type { useSimilarQuery, useSimilarQuery$data } from "./__generated__/useSimilarQuery.graphql.ts";

/** Asked this long after the last key; with the answer's time it stays under 300 ms. */
const PAUSE_MS = 180;
const SHORTEST = 12;

export type Similar = useSimilarQuery$data["similarRequests"][number];
const NONE: readonly Similar[] = [];

/** Requests that speak of the same thing as the text, at most four; an older answer never replaces a newer one. */
export function useSimilar(text: string): readonly Similar[] {
  const environment = useRelayEnvironment();
  const [found, setFound] = useState<readonly Similar[]>(NONE);
  useEffect(() => {
    if (text.trim().length < SHORTEST) {
      setFound(NONE);
      return;
    }
    let running: { unsubscribe: () => void } | null = null;
    const timer = setTimeout(() => {
      running = fetchQuery<useSimilarQuery>(
        environment,
        graphql`
          query useSimilarQuery($text: String!) {
            similarRequests(text: $text, first: 4) {
              id
              request {
                id
                key
                title
                state
                nextUpdateAt
                unit { id name }
                nextStep { text dueAt }
              }
            }
          }
        `,
        { text },
      ).subscribe({
        next: (data) => setFound(data.similarRequests),
        // Help that fails is silent: the form works without it.
        error: () => setFound(NONE),
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      running?.unsubscribe();
    };
  }, [environment, text]);
  return found;
}
