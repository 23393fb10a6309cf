import { useEffect } from "react";
import { fetchQuery, graphql, useRelayEnvironment } from "react-relay";
import type { useFollowedQuery } from "./__generated__/useFollowedQuery.graphql.ts";

const EVERY_MS = 2000;

/** Keeps the progress of a calculation that has not ended up to date. Its end comes as an event to everybody. */
export function useFollowed(calculation: string | null): void {
  const environment = useRelayEnvironment();
  useEffect(() => {
    if (!calculation) return;
    let asking: { unsubscribe: () => void } | undefined;
    const timer = setInterval(() => {
      asking?.unsubscribe();
      asking = fetchQuery<useFollowedQuery>(
        environment,
        graphql`
          query useFollowedQuery($id: ID!) {
            calculation(id: $id) {
              id
              state
              progress
              text
              ofPresentData
              mayCancel
              endedAt
            }
          }
        `,
        { id: calculation },
        { networkCacheConfig: { force: true } },
      ).subscribe({ error: () => {} });
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      asking?.unsubscribe();
    };
  }, [environment, calculation]);
}
