import { useEffect, useState } from "react";
import { fetchQuery, graphql, useRelayEnvironment } from "react-relay";
import type { useRequestHitsQuery } from "./__generated__/useRequestHitsQuery.graphql.ts";

const PAUSE = 120;

export interface RequestHit {
  readonly id: string;
  readonly key: string;
  readonly title: string;
}

const NUMBER = /^(?:req-?)?\s*(\d+)$/i;

/** Requests by number or words, from the server, after a pause in typing; empty until they are there. */
export function useRequestHits(typed: string): { hits: readonly RequestHit[]; isWaiting: boolean } {
  const environment = useRelayEnvironment();
  const [found, setFound] = useState<{ typed: string; hits: readonly RequestHit[] }>({ typed: "", hits: [] });
  const text = typed.trim();
  useEffect(() => {
    if (text === "") return;
    let asking: { unsubscribe: () => void } | undefined;
    const timer = setTimeout(() => {
      const number = NUMBER.exec(text)?.[1];
      asking = fetchQuery<useRequestHitsQuery>(
        environment,
        graphql`
          query useRequestHitsQuery($text: String!, $key: String!, $isNumber: Boolean!) {
            request(key: $key) @include(if: $isNumber) {
              id
              key
              title
            }
            requests(filter: { text: $text }, first: 8) {
              edges {
                node {
                  id
                  key
                  title
                }
              }
            }
          }
        `,
        { text, key: `REQ-${number ?? 0}`, isNumber: number !== undefined },
      ).subscribe({
        next: (data) => {
          const named = data.request ? [data.request] : [];
          const others = data.requests.edges.map(({ node }) => node).filter(({ id }) => id !== named[0]?.id);
          setFound({ typed: text, hits: [...named, ...others] });
        },
        // The memory's own results stand; the next key asks again.
        error: () => setFound({ typed: text, hits: [] }),
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      asking?.unsubscribe();
    };
  }, [environment, text]);
  const isCurrent = found.typed === text;
  return { hits: text !== "" && isCurrent ? found.hits : [], isWaiting: text !== "" && !isCurrent };
}
