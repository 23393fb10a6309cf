import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useMemo, useRef } from "react";
import { Button, ButtonLink } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Note } from "#ui/Page.tsx";
import type { RankingPageQuery$data } from "./__generated__/RankingPageQuery.graphql.ts";
import type { LineData } from "./CommitLineRow.tsx";
import styles from "./Ranking.module.css";
import { RankingView, type View } from "./RankingView.tsx";
import { RankList } from "./RankList.tsx";
import { type RankRowData, rowOfEntry, rowOfWaiting } from "./rows.ts";
import { viewed } from "./sorting.ts";
import { useHeldOrder } from "./useHeldOrder.ts";
import { useRankMoves, useShownOrder } from "./useRankMoves.ts";

export interface UnitRankingProps {
  ranking: NonNullable<RankingPageQuery$data["ranking"]>;
  line: Omit<LineData, "own" | "unit">;
  view: View;
  onView: (change: View) => void;
  refresh: () => void;
}

/** One unit's list with its commit line, and below it what waits for a place. */
export function UnitRanking({ ranking, line, view, onView, refresh }: UnitRankingProps) {
  const { t } = useLingui();
  const commitPlace = ranking.commitPlace ?? null;
  const server = useMemo(() => ranking.entries.map((entry) => entry.request.id), [ranking.entries]);
  const rows = useMemo(() => {
    const all = new Map<string, RankRowData>();
    for (const request of ranking.unranked) all.set(request.id, rowOfWaiting(request));
    for (const entry of ranking.entries) all.set(entry.request.id, rowOfEntry(entry));
    return all;
  }, [ranking.entries, ranking.unranked]);
  const names = useRef(rows);
  names.current = rows;
  const keyOf = useCallback((request: string) => names.current.get(request)?.key ?? "", []);

  const { pending, queue } = useRankMoves(
    { id: ranking.id, version: ranking.version, order: server, commitPlace },
    keyOf,
    refresh,
  );
  const held = useHeldOrder(server, pending);
  const { order, moveRequest, drop } = useShownOrder(held.base, pending, queue, commitPlace, keyOf);

  const isOtherView = view.sort !== undefined || Boolean(view.filter);
  const present = (ids: readonly string[]) => ids.flatMap((id) => rows.get(id) ?? []);
  const ranked = present(order);
  const inOrder = new Set(order);
  const waiting = present(ranking.unranked.map(({ id }) => id)).filter(({ id }) => !inOrder.has(id));
  const shownRanked = viewed(ranked, view.sort, view.filter);
  const shownWaiting = viewed(waiting, view.sort, view.filter);

  if (ranked.length === 0 && waiting.length === 0) {
    return (
      <EmptyState
        icon="ranking"
        title={t`The list of ${ranking.unit.name} will be here`}
        action={
          <ButtonLink to="/requests/new" look="primary">
            <Trans>Write the first request</Trans>
          </ButtonLink>
        }
      >
        <Trans>No request of this unit waits for a decision, so there is nothing to put in order.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className={styles.stack}>
      {!ranking.mayRank && <Note icon="person">{ranking.whoDecides}</Note>}
      <RankingView view={view} onView={onView} />
      {isOtherView && (
        <Note icon="ranking">
          <div className={styles.off}>
            <span>
              {view.sort ? (
                <Trans>
                  Sorted, not ranked: in this view "above" says nothing, so moving is off. The places are
                  those of the list.
                </Trans>
              ) : (
                <Trans>
                  Only some requests are shown, so moving is off: a place between two of them could lie far
                  apart.
                </Trans>
              )}
            </span>
            <Button size="small" onPress={() => onView({ sort: undefined, filter: undefined })}>
              <Trans>Back to the ranking</Trans>
            </Button>
          </div>
        </Note>
      )}
      {held.isHeld && (
        <Note tone="info" icon="person">
          <div className={styles.off}>
            <span>
              <Trans>Somebody changed this list. It follows when the pointer leaves it.</Trans>
            </span>
            <Button size="small" onPress={held.showNow}>
              <Trans>Show now</Trans>
            </Button>
          </div>
        </Note>
      )}
      {shownRanked.length + shownWaiting.length === 0 ? (
        <EmptyState
          icon="search"
          title={t`No request fits this view`}
          action={
            <Button onPress={() => onView({ sort: undefined, filter: undefined })}>
              <Trans>Back to the ranking</Trans>
            </Button>
          }
        >
          <Trans>The list itself is longer; the filter leaves nothing over.</Trans>
        </EmptyState>
      ) : (
        <RankList
          ranked={shownRanked}
          waiting={shownWaiting}
          places={order}
          commitPlace={commitPlace}
          showsLine={!isOtherView && ranked.length > 0}
          mayMove={ranking.mayRank && !isOtherView}
          line={{ ...line, own: ranking.commitLine, unit: ranking.unit.name }}
          onMove={moveRequest}
          onDrop={drop}
          onPoint={held.pointAt}
          onDragging={held.dragging}
        />
      )}
    </div>
  );
}
