import { useLingui } from "@lingui/react/macro";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { graphql, useRelayEnvironment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { announce } from "#lib/announce.ts";
import { listText } from "#lib/format.ts";
import { useLocale } from "#ui/Money.tsx";
import { dismissToast, showToast } from "#ui/toasts.ts";
import type { useRankMovesMutation } from "./__generated__/useRankMovesMutation.graphql.ts";
import { MoveQueue, type PendingMove } from "./moveQueue.ts";
import {
  type Crossing,
  crossing,
  type Destination,
  type Move,
  moved,
  movedAll,
  moveTo,
  neighbourAbove,
  type Order,
} from "./order.ts";

export interface ServerList {
  /** Relay's id of the ranking, for its newest version. */
  readonly id: string;
  readonly version: number;
  readonly order: Order;
  readonly commitPlace: number | null;
}

const MUTATION = graphql`
  mutation useRankMovesMutation($request: ID!, $after: ID, $expectedVersion: Int!, $reason: String) {
    rankRequest(request: $request, after: $after, expectedVersion: $expectedVersion, reason: $reason) {
      __typename
      ... on RankingPayload {
        ranking {
          id
          version
          commitPlace
          commitLine {
            place
            plannedDays
            rankedDays
            text
          }
          entries {
            id
            effortDays
            startMonth
            finishMonth
            portfolioPlace
            whyHere
            wouldRaise
            disputed
            undecidedTooLong
            request {
              id
              state
            }
          }
          unranked {
            id
          }
          ...Ballots_ranking
        }
      }
      ... on Problem {
        code
        message
        rule
        violations {
          path
          message
        }
      }
    }
  }
`;

const above = (list: Pick<ServerList, "order" | "commitPlace">): Order =>
  list.order.slice(0, list.commitPlace ?? 0);

/** Moves shown at once, sent one after the other, put back when refused; each says what it did and what undoes it. */
export function useRankMoves(list: ServerList, keyOf: (request: string) => string, refresh: () => void) {
  const { t } = useLingui();
  const locale = useLocale();
  const environment = useRelayEnvironment();
  const latest = useRef({ list, keyOf, refresh });
  latest.current = { list, keyOf, refresh };
  const known = useRef<Order | null>(null);
  const lastToast = useRef(0);

  const freshen = useCallback(
    <T extends { expectedVersion: number }>(variables: T): T => {
      const { id, version } = latest.current.list;
      const newest = environment.getStore().getSource().get(id)?.version;
      return { ...variables, expectedVersion: typeof newest === "number" ? newest : version };
    },
    [environment],
  );
  const [rank] = useCommand<useRankMovesMutation>(MUTATION, { queue: "ranking", freshen });

  const pushed = (change: Crossing): string => {
    const names = (ids: readonly string[]) => listText(ids.map(latest.current.keyOf), locale);
    const parts: string[] = [];
    if (change.fell.length > 0) parts.push(t`Now below the commit line: ${names(change.fell)}.`);
    if (change.rose.length > 0) parts.push(t`Now above the commit line: ${names(change.rose)}.`);
    return parts.join(" ");
  };
  const say = (text: string, undo?: { label: string; onPress: () => void }) => {
    dismissToast(lastToast.current);
    lastToast.current = showToast(text, { tone: "good", action: undo });
  };

  const send = async (move: PendingMove): Promise<boolean> => {
    const { version } = latest.current.list;
    const aboveBefore = known.current ?? above(latest.current.list);
    const { request, after, from, reason, isUndo } = move;
    const outcome = await rank({ request, after, expectedVersion: version, reason });
    if (!outcome.ok) {
      latest.current.refresh();
      announce(t`${latest.current.keyOf(request)} is back where it was. ${outcome.problem.message}`);
      return false;
    }
    const { ranking } = outcome.payload;
    const order = ranking.entries.map((entry) => entry.request.id);
    known.current = above({ order, commitPlace: ranking.commitPlace ?? null });
    const key = latest.current.keyOf(request);
    const place = order.indexOf(request) + 1;
    const news = pushed(crossing(aboveBefore, known.current, request));
    const words = isUndo
      ? t`${key} is back at place ${place}.`
      : from === undefined
        ? t`${key} joined the list at place ${place}.`
        : t`${key} moved to place ${place}.`;
    const placeBefore = moved(order, { request, after: from ?? null }).indexOf(request) + 1;
    // What came into the list cannot go back to "not ranked", so that move offers no undo.
    const canUndo = !isUndo && from !== undefined;
    say(
      `${words} ${news}`.trim(),
      canUndo
        ? {
            label: t`Undo: ${key} back to place ${placeBefore}`,
            onPress: () =>
              queue.add({ request, after: from ?? null, from: after, reason: null, isUndo: true }, false),
          }
        : undefined,
    );
    return true;
  };
  const sending = useRef(send);
  sending.current = send;
  const [queue] = useState(() => new MoveQueue((move) => sending.current(move)));
  useEffect(() => () => queue.flush(), [queue]);
  const pending = useSyncExternalStore(queue.subscribe, queue.get);

  // The line may also move without a move of one's own: capacity, another unit's list, a new estimate.
  const saying = useRef({ pushed, say });
  saying.current = { pushed, say };
  const line = above(list).join(" ");
  useEffect(() => {
    if (queue.get().length > 0) return;
    const now = line === "" ? [] : line.split(" ");
    if (known.current) {
      const news = saying.current.pushed(crossing(known.current, now));
      if (news) saying.current.say(t`The commit line moved. ${news}`);
    }
    known.current = now;
  }, [line, queue, t]);

  return { pending, queue };
}

export type MoveRequest = (
  request: string,
  destination: Destination,
  options?: { isStep?: boolean; reason?: string | null },
) => void;

/** The order on the screen with the moves under way, and the function that adds one. */
export function useShownOrder(
  base: Order,
  pending: readonly PendingMove[],
  queue: MoveQueue,
  commitPlace: number | null,
  keyOf: (request: string) => string,
) {
  const { t } = useLingui();
  const order = useMemo(() => movedAll(base, pending), [base, pending]);
  const latest = useRef({ order, commitPlace, keyOf });
  latest.current = { order, commitPlace, keyOf };

  const make = useCallback(
    (move: Move, isStep: boolean, reason: string | null) => {
      const { order: before, commitPlace: line, keyOf: name } = latest.current;
      const after = moved(before, move);
      if (after === before) return;
      latest.current.order = after;
      queue.add({ ...move, reason, from: neighbourAbove(before, move.request), isUndo: false }, isStep);
      const place = after.indexOf(move.request) + 1;
      const total = after.length;
      const change = crossing(before.slice(0, line ?? 0), after.slice(0, line ?? 0), move.request);
      const pushedOne = change.fell[0] ?? change.rose[0];
      const words = t`${name(move.request)}: place ${place} of ${total}.`;
      announce(
        pushedOne === undefined
          ? words
          : change.fell.length > 0
            ? `${words} ${t`${name(pushedOne)} is pushed below the commit line.`}`
            : `${words} ${t`${name(pushedOne)} rises above the commit line.`}`,
      );
    },
    [queue, t],
  );
  const moveRequest = useCallback<MoveRequest>(
    (request, destination, { isStep = false, reason = null } = {}) => {
      const move = moveTo(latest.current.order, request, destination, latest.current.commitPlace);
      if (move) make(move, isStep, reason);
    },
    [make],
  );
  const drop = useCallback((move: Move) => make(move, false, null), [make]);
  return { order, moveRequest, drop };
}
