import { useCallback, useEffect, useRef, useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import type { useDraftSaveMutation } from "./__generated__/useDraftSaveMutation.graphql.ts";
import type { Typed } from "./form.ts";

/** How long after the last key the draft is kept. */
const PAUSE_MS = 700;

export type Kept = "no" | "saving" | "kept" | "failed";

/**
 * Keeps what is typed at every pause, and names the draft in the address at the first one, so that a reload finds it.
 * Drafts go out one at a time: a second one never makes a second draft.
 */
export function useDraft(
  typed: Typed,
  known: string | null,
  onNamed: (draft: string) => void,
): { draft: () => string | null; kept: Kept; stop: () => void } {
  const id = useRef(known);
  const stopped = useRef(false);
  const seen = useRef(typed);
  const named = useRef(onNamed);
  named.current = onNamed;
  const [kept, setKept] = useState<Kept>(known ? "kept" : "no");
  const [save] = useCommand<useDraftSaveMutation>(
    graphql`
      mutation useDraftSaveMutation($input: DraftInput!, $draft: ID) {
        saveDraft(input: $input, draft: $draft) {
          __typename
          ... on DraftPayload {
            draft { id title problem outcome category deadline benefits savedAt unit { id } }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true, queue: "draft", freshen: (variables) => ({ ...variables, draft: id.current }) },
  );
  useEffect(() => {
    if (typed === seen.current || stopped.current) return;
    const timer = setTimeout(async () => {
      if (stopped.current) return;
      seen.current = typed;
      setKept("saving");
      const outcome = await save({
        draft: id.current,
        input: {
          title: typed.title || null,
          problem: typed.problem || null,
          outcome: typed.outcome || null,
          unit: typed.unit || null,
          category: typed.category || null,
          deadline: typed.deadline || null,
          benefits: typed.worth,
        },
      });
      if (stopped.current) return;
      setKept(outcome.ok ? "kept" : "failed");
      if (outcome.ok && id.current === null) {
        id.current = outcome.payload.draft.id;
        named.current(id.current);
      }
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, save]);
  return {
    draft: useCallback(() => id.current, []),
    kept,
    stop: useCallback(() => {
      stopped.current = true;
    }, []),
  };
}
