import { useLingui } from "@lingui/react/macro";
import { useCallback, useState } from "react";
import { useRelayEnvironment } from "react-relay";
import {
  commitMutation,
  type GraphQLTaggedNode,
  type MutationParameters,
  type SelectorStoreUpdater,
  type Variables,
  type VariablesOf,
} from "relay-runtime";
import { showToast, type ToastAction } from "#ui/toasts.ts";
import type { CommandMetadata } from "./environment.ts";
import { SignedOut, Unreachable } from "./faults.ts";

export interface Problem {
  code: "NOT_FOUND" | "FORBIDDEN" | "CONFLICT" | "RULE_VIOLATION" | "FAILED";
  message: string;
  rule?: string | null;
  violations: readonly { readonly path: string; readonly message: string }[];
}

type Root<T extends MutationParameters> = NonNullable<T["response"][keyof T["response"]]>;
export type Payload<T extends MutationParameters> = Exclude<
  Root<T>,
  { readonly __typename: "Problem" } | { readonly __typename: "%other" }
>;
export type Outcome<T extends MutationParameters> =
  | { ok: true; payload: Payload<T> }
  | { ok: false; problem: Problem };

export interface CommandOptions<T extends MutationParameters> {
  /** Commands of one queue go out one at a time, in the order given. */
  queue?: string;
  /** Brings the variables up to date when the command's turn comes (for instance `expectedVersion`). */
  freshen?: (variables: VariablesOf<T>) => VariablesOf<T>;
  /** The caller shows the problem itself, as forms do; otherwise a message at the foot of the screen does. */
  quiet?: boolean;
}

export interface CommandCall<T extends MutationParameters> {
  /** Shown at once and put back when the server refuses. */
  optimistic?: SelectorStoreUpdater<T["response"]>;
  updater?: SelectorStoreUpdater<T["response"]>;
  /** Said after success, with what undoes it. */
  said?: string;
  undo?: ToastAction;
}

/**
 * One deed of the user. The mutation selects `__typename`, `... on Problem { code message rule violations { path message } }`
 * and its payload. Never throws: the outcome is the payload or the problem.
 */
export function useCommand<T extends MutationParameters>(
  mutation: GraphQLTaggedNode,
  options: CommandOptions<T> = {},
): [run: (variables: VariablesOf<T>, call?: CommandCall<T>) => Promise<Outcome<T>>, isPending: boolean] {
  const environment = useRelayEnvironment();
  const { t } = useLingui();
  const [pending, setPending] = useState(0);
  const { queue, freshen, quiet } = options;

  const run = useCallback(
    (variables: VariablesOf<T>, call: CommandCall<T> = {}) =>
      new Promise<Outcome<T>>((resolve) => {
        setPending((count) => count + 1);
        const end = (outcome: Outcome<T>) => {
          setPending((count) => count - 1);
          if (outcome.ok) {
            if (call.said) showToast(call.said, { tone: "good", action: call.undo });
          } else if (!quiet) showToast(outcome.problem.message, { tone: "bad" });
          resolve(outcome);
        };
        const metadata: CommandMetadata = {
          queue,
          freshen: freshen as ((variables: Variables) => Variables) | undefined,
        };
        commitMutation<T>(environment, {
          mutation,
          variables,
          cacheConfig: { force: true, metadata: metadata as Record<string, unknown> },
          optimisticUpdater: call.optimistic,
          updater: call.updater,
          onCompleted(response) {
            const root = Object.values(response as object)[0] as { __typename?: string } | null;
            if (root?.__typename === "Problem") end({ ok: false, problem: root as unknown as Problem });
            else end({ ok: true, payload: root as Payload<T> });
          },
          onError(fault) {
            const message =
              fault instanceof SignedOut
                ? t`You have been signed out. Sign in again; nothing was saved.`
                : fault instanceof Unreachable
                  ? t`The server cannot be reached. Nothing was saved; the earlier state is shown again.`
                  : t`The server failed. Nothing was saved; the earlier state is shown again.`;
            end({ ok: false, problem: { code: "FAILED", message, violations: [] } });
          },
        });
      }),
    [environment, mutation, queue, freshen, quiet, t],
  );
  return [run, pending > 0];
}
