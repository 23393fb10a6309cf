import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { classes } from "#lib/classes.ts";
import { useNarrow } from "#ui/useNarrow.ts";
import { CommitLineRow, type LineData } from "./CommitLineRow.tsx";
import { scrollWhileDragging } from "./dragging.ts";
import { bottomOf, HeadingRow } from "./HeadingRow.tsx";
import type { Destination, Move, Order } from "./order.ts";
import styles from "./RankList.module.css";
import { hasBadges, RankRow } from "./RankRow.tsx";
import type { RankRowData } from "./rows.ts";
import type { MoveRequest } from "./useRankMoves.ts";

const RowMenu = lazy(() => import("./RowMenu.tsx"));
const WhyHere = lazy(() => import("./WhyHere.tsx"));
const PlaceDialog = lazy(() => import("./PlaceDialog.tsx"));

export interface RankListProps {
  ranked: readonly RankRowData[];
  waiting: readonly RankRowData[];
  /** The whole list, for the places when only a part of it is shown. */
  places: Order;
  commitPlace: number | null;
  showsLine: boolean;
  mayMove: boolean;
  line: LineData;
  onMove: MoveRequest;
  onDrop: (move: Move) => void;
  onPoint: (request: string | null) => void;
  onDragging: (on: boolean) => void;
}

type Item =
  | {
      kind: "request";
      id: string;
      row: RankRowData;
      place: number | null;
      isBelow: boolean;
      isAbove: boolean;
    }
  | { kind: "line" | "heading"; id: string };

interface Opened {
  what: "menu" | "why";
  row: RankRowData;
  anchor: HTMLElement;
}

const HEIGHTS = { request: [56, 98], line: [44, 88], heading: [64, 84] } as const;
/** On a phone the badges of a row stand on a line of their own. */
const BADGES = 26;
/** So does, below them, since when a request waits for a place. */
const SUBMITTED = 20;

const heightOf = (item: Item | undefined, narrow: boolean): number => {
  const height = HEIGHTS[item?.kind ?? "request"][narrow ? 1 : 0];
  if (!narrow || item?.kind !== "request") return height;
  const badges = hasBadges(item.row, item.isBelow, item.isAbove) ? BADGES : 0;
  return height + badges + (badges > 0 && item.place === null ? SUBMITTED : 0);
};

const STEPS: Record<string, Destination> = {
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "top",
  End: "bottom",
};

/** The list as a grid: only the rows in sight exist, and the active one always does, so that the focus never falls out. */
export function RankList(props: RankListProps) {
  const { ranked, waiting, places, commitPlace, showsLine, mayMove, line, onMove, onDrop } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const narrow = useNarrow();
  const grid = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  const [placing, setPlacing] = useState<RankRowData | null>(null);
  const wantsFocus = useRef(false);

  const items = useMemo<Item[]>(() => {
    const placeOf = new Map(places.map((id, at) => [id, at + 1]));
    const all: Item[] = ranked.map((row) => {
      const place = placeOf.get(row.id) ?? null;
      const line = commitPlace ?? 0;
      return {
        kind: "request",
        id: row.id,
        row,
        place,
        isBelow: place !== null && place > line,
        isAbove: place !== null && place <= line,
      };
    });
    if (showsLine) all.splice(Math.min(commitPlace ?? 0, all.length), 0, { kind: "line", id: "line" });
    if (waiting.length > 0) {
      all.push({ kind: "heading", id: "heading" });
      for (const row of waiting)
        all.push({ kind: "request", id: row.id, row, place: null, isBelow: false, isAbove: false });
    }
    return all;
  }, [ranked, waiting, places, commitPlace, showsLine]);
  const activeAt = items.findIndex((item) => item.id === active);
  const firstRequest = items.findIndex((item) => item.kind === "request");

  const [margin, setMargin] = useState(0);
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: (at) => heightOf(items[at], narrow),
    getItemKey: (at) => items[at]?.id ?? at,
    overscan: 8,
    scrollMargin: margin,
    rangeExtractor: (range) => {
      const rows = defaultRangeExtractor(range);
      return activeAt < 0 || rows.includes(activeAt) ? rows : [...rows, activeAt].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on the layout and on where the line stands
  useLayoutEffect(() => virtual.measure(), [narrow, items, virtual]);
  useLayoutEffect(() => {
    const top = (grid.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(top - margin) > 1) setMargin(top);
  });
  useLayoutEffect(() => {
    if (!wantsFocus.current || active === null) return;
    wantsFocus.current = false;
    const row = rowOf(grid.current, active);
    if (!row) return;
    row.focus({ preventScroll: true });
    const { top, bottom } = row.getBoundingClientRect();
    const [head, foot] = narrow ? [72, 84] : [48, 24];
    const lacking = Math.min(0, top - head) || Math.max(0, bottom - (window.innerHeight - foot));
    if (lacking !== 0) window.scrollBy(0, lacking);
  });
  useEffect(() => (mayMove ? scrollWhileDragging() : undefined), [mayMove]);

  const goTo = (at: number) => {
    const item = items[at];
    if (!item) return;
    wantsFocus.current = true;
    setActive(item.id);
  };
  const next = (from: number, step: 1 | -1) => {
    let at = from + step;
    while (items[at] && items[at]?.kind === "heading") at += step;
    return at;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>("[data-id]");
    const item = items.find(({ id }) => id === row?.dataset.id);
    if (!row || !item) return;
    const isMove = event.altKey && !event.ctrlKey && !event.metaKey && event.key in STEPS;
    if (isMove && mayMove && item.kind === "request") {
      event.preventDefault();
      wantsFocus.current = true;
      setActive(item.id);
      onMove(item.id, STEPS[event.key] as Destination, { isStep: true });
      return;
    }
    const at = items.indexOf(item);
    const page = Math.max(1, Math.floor(window.innerHeight / HEIGHTS.request[narrow ? 1 : 0]) - 2);
    const target: Record<string, number> = {
      ArrowDown: next(at, 1),
      ArrowUp: next(at, -1),
      Home: firstRequest,
      End: items.length - 1,
      PageDown: Math.min(items.length - 1, at + page),
      PageUp: Math.max(firstRequest, at - page),
    };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in target && (event.target === row || event.key.startsWith("Arrow"))) {
      event.preventDefault();
      goTo(target[event.key] as number);
    } else if (event.target === row && event.key === "Enter" && item.kind === "request") {
      void navigate({ to: "/requests/$key", params: { key: item.row.key } });
    } else if (
      item.kind === "request" &&
      (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10"))
    ) {
      event.preventDefault();
      const anchor = row.querySelector<HTMLElement>("[data-act=menu]");
      if (anchor) setOpened({ what: "menu", row: item.row, anchor });
    }
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const anchor = (event.target as HTMLElement).closest<HTMLElement>("[data-act]");
    const id = anchor?.closest<HTMLElement>("[data-id]")?.dataset.id;
    const item = items.find((one) => one.id === id);
    if (anchor && item?.kind === "request") {
      setActive(item.id);
      setOpened({ what: anchor.dataset.act === "why" ? "why" : "menu", row: item.row, anchor });
    }
  };
  const move = useCallback(
    (row: RankRowData, destination: Destination, reason: string | null = null) => {
      wantsFocus.current = true;
      setActive(row.id);
      onMove(row.id, destination, { reason });
    },
    [onMove],
  );
  const close = useCallback(() => setOpened(null), []);

  return (
    <>
      <div
        ref={grid}
        role="grid"
        aria-label={t`Ranking of ${line.unit}`}
        aria-rowcount={items.length + 1}
        aria-colcount={8}
        aria-describedby={mayMove ? "ranking-keys" : undefined}
        className={classes(styles.list, !mayMove && styles.still)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => {
          const id = (event.target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset.id;
          if (id) setActive(id);
        }}
        onPointerOver={(event) => {
          if (event.pointerType === "touch") return;
          props.onPoint((event.target as HTMLElement).closest<HTMLElement>("[data-id]")?.dataset.id ?? null);
        }}
        onPointerLeave={() => props.onPoint(null)}
      >
        <div role="row" aria-rowindex={1} className={styles.heads}>
          <span role="columnheader">
            <span className="visually-hidden">
              <Trans>Move</Trans>
            </span>
          </span>
          <span role="columnheader" className={styles.end}>
            <Trans>Place</Trans>
          </span>
          <span role="columnheader">
            <Trans>Request</Trans>
          </span>
          <span role="columnheader" className={styles.end}>
            <Trans>Effort</Trans>
          </span>
          <span role="columnheader">
            <Trans>Planned</Trans>
          </span>
          <span role="columnheader" className={styles.end}>
            <Trans>Value, calibrated</Trans>
          </span>
          <span role="columnheader" className={styles.end}>
            <Trans>In the portfolio</Trans>
          </span>
          <span role="columnheader">
            <span className="visually-hidden">
              <Trans>More</Trans>
            </span>
          </span>
        </div>
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const item = items[index] as Item;
            const top = start - margin;
            if (item.kind === "request") {
              return (
                <RankRow
                  key={item.id}
                  row={item.row}
                  place={item.place}
                  rowIndex={index + 2}
                  top={top}
                  height={size}
                  isTabStop={activeAt < 0 ? index === firstRequest : index === activeAt}
                  isBelow={item.isBelow}
                  isAbove={item.isAbove}
                  mayMove={mayMove}
                  narrow={narrow}
                  opened={opened?.row.id === item.id ? opened.what : null}
                  places={places}
                  onDrop={onDrop}
                  onDragging={props.onDragging}
                />
              );
            }
            return (
              <div
                key={item.id}
                role="row"
                aria-rowindex={index + 2}
                data-id={item.id}
                tabIndex={item.kind === "line" && index === activeAt ? 0 : -1}
                className={classes(styles.across, item.kind === "line" && styles.lineRow)}
                style={{ transform: `translateY(${top}px)`, height: size }}
              >
                {item.kind === "line" ? (
                  <CommitLineRow line={line} />
                ) : (
                  <HeadingRow
                    mayMove={mayMove}
                    isListEmpty={places.length === 0}
                    onDrop={(request) => onDrop(bottomOf(places, request))}
                  >
                    <Plural
                      value={waiting.length}
                      one="# request waits for a place"
                      other="# requests wait for a place"
                    />
                  </HeadingRow>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {mayMove && (
        <p id="ranking-keys" className={styles.keys}>
          <Trans>
            <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> moves the request in focus, <kbd>↑</kbd> <kbd>↓</kbd>{" "}
            goes through the list, <kbd>Shift</kbd> <kbd>F10</kbd> opens its menu, <kbd>Ctrl</kbd>{" "}
            <kbd>Z</kbd> undoes.
          </Trans>
        </p>
      )}
      <Suspense>
        {opened?.what === "menu" && (
          <RowMenu
            row={opened.row}
            anchor={opened.anchor}
            mayMove={mayMove}
            place={places.indexOf(opened.row.id) + 1 || null}
            of={places.length}
            commitPlace={commitPlace}
            onClose={close}
            onMove={move}
            onPlace={setPlacing}
          />
        )}
        {opened?.what === "why" && (
          <WhyHere
            requestKey={opened.row.key}
            whyHere={opened.row.whyHere}
            wouldRaise={opened.row.wouldRaise}
            anchor={opened.anchor}
            onClose={close}
          />
        )}
        {placing && (
          <PlaceDialog
            row={placing}
            of={places.length + (places.includes(placing.id) ? 0 : 1)}
            place={places.indexOf(placing.id) + 1 || null}
            onClose={() => setPlacing(null)}
            onMove={move}
          />
        )}
      </Suspense>
    </>
  );
}

const rowOf = (grid: HTMLElement | null, id: string) =>
  [...(grid?.querySelectorAll<HTMLElement>("[data-id]") ?? [])].find((row) => row.dataset.id === id);
