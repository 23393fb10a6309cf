import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { memo, useEffect, useRef, useState } from "react";
import { classes } from "#lib/classes.ts";
import { isPast } from "#lib/days.ts";
import { Badge } from "#ui/Badge.tsx";
import { Icon } from "#ui/Icon.tsx";
import { DateText, Days, Money, MonthSpan, Since } from "#ui/Money.tsx";
import { dragRow, type Edge } from "./dragging.ts";
import { type Move, neighbourAbove, type Order } from "./order.ts";
import styles from "./RankRow.module.css";
import type { RankRowData } from "./rows.ts";

export interface RankRowProps {
  row: RankRowData;
  /** Null while it waits for a place. */
  place: number | null;
  rowIndex: number;
  top: number;
  height: number;
  isTabStop: boolean;
  isBelow: boolean;
  isAbove: boolean;
  mayMove: boolean;
  narrow: boolean;
  opened: "menu" | "why" | null;
  places: Order;
  onDrop: (move: Move) => void;
  onDragging: (on: boolean) => void;
}

/** Above the line and not in the plan; what nobody has estimated has nothing to plan yet. */
const isMissing = (row: RankRowData, isAbove: boolean): boolean =>
  isAbove && row.startMonth === null && Boolean(row.effort);

export const hasBadges = (row: RankRowData, isBelow: boolean, isAbove: boolean): boolean =>
  row.deadline !== null ||
  row.isClarifying ||
  row.isDisputed ||
  row.isUndecided ||
  (isBelow && row.startMonth !== null) ||
  isMissing(row, isAbove);

/** One request of the list. Its buttons are plain: the list opens one shared menu for all rows. */
export const RankRow = memo(function RankRow(props: RankRowProps) {
  const { row, place, isTabStop, isBelow, mayMove, narrow, opened } = props;
  const { t } = useLingui();
  const element = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const [edge, setEdge] = useState<Edge | null>(null);
  const [isLifted, setLifted] = useState(false);
  const latest = useRef(props);
  latest.current = props;
  const hasHandle = mayMove && !narrow;
  const isRanked = place !== null;

  useEffect(() => {
    if (!hasHandle || !element.current || !handle.current) return;
    return dragRow({
      row: element.current,
      handle: handle.current,
      request: row.id,
      isTarget: isRanked,
      onLift: (lifted) => {
        setLifted(lifted);
        latest.current.onDragging(lifted);
      },
      onEdge: setEdge,
      onDrop: (request, edge) => {
        const others = latest.current.places.filter((one) => one !== request);
        const after = edge === "bottom" ? row.id : (neighbourAbove(others, row.id) ?? null);
        latest.current.onDrop({ request, after });
      },
    });
  }, [hasHandle, isRanked, row.id]);

  const tab = isTabStop ? 0 : -1;
  const isPlannedBelow = isBelow && row.startMonth !== null;
  // On a wide screen a row is one line high below its title, and its badges say more.
  const saysSubmitted = !isRanked && row.submittedAt && (narrow || !hasBadges(row, isBelow, props.isAbove));
  return (
    <div
      ref={element}
      role="row"
      tabIndex={tab}
      data-id={row.id}
      aria-rowindex={props.rowIndex}
      className={classes(styles.row, isBelow && styles.below, isLifted && styles.lifted)}
      style={{ transform: `translateY(${props.top}px)`, height: props.height }}
    >
      {edge && <span className={classes(styles.drop, edge === "bottom" && styles.dropBelow)} />}
      <span role="gridcell" className={styles.grip}>
        {hasHandle && (
          <span ref={handle} className={styles.handle} title={t`Drag to move`}>
            <Icon name="drag" />
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.place}>
        {place ?? <span className={styles.faint}>–</span>}
      </span>
      <span role="rowheader" className={styles.title}>
        <Link to="/requests/$key" params={{ key: row.key }} tabIndex={tab}>
          {row.title}
        </Link>
        <span className={styles.meta}>
          <span>
            {row.key}
            {narrow && row.portfolioPlace && (
              <>
                {" · "}
                <Trans>portfolio place {row.portfolioPlace}</Trans>
              </>
            )}
          </span>
          {row.deadline && (
            <Badge tone={isPast(row.deadline) ? "bad" : "warn"} mark="plain">
              {isPast(row.deadline) ? (
                <Trans>
                  was due <DateText value={row.deadline} />
                </Trans>
              ) : (
                <Trans>
                  needed by <DateText value={row.deadline} />
                </Trans>
              )}
            </Badge>
          )}
          {isPlannedBelow && (
            <Badge tone="info" mark="plain">
              <Trans>fill-in</Trans>
            </Badge>
          )}
          {isMissing(row, props.isAbove) && (
            <Badge tone="warn" mark="plain">
              <Trans>exception</Trans>
            </Badge>
          )}
          {row.isClarifying && (
            <Badge tone="info" mark="plain">
              <Trans>clarification asked</Trans>
            </Badge>
          )}
          {row.isDisputed && (
            <Badge tone="info" mark="plain">
              <Trans>owners differ</Trans>
            </Badge>
          )}
          {row.isUndecided && (
            <Badge tone="warn" mark="plain">
              <Trans>confirm anew</Trans>
            </Badge>
          )}
          {saysSubmitted && (
            <span>
              <Trans>
                submitted <Since value={row.submittedAt} />
              </Trans>
            </span>
          )}
        </span>
      </span>
      <span role="gridcell" className={styles.effort}>
        {row.effort ? <Days value={row.effort} /> : <span className={styles.faint}>{t`not estimated`}</span>}
      </span>
      <span role="gridcell" className={styles.months}>
        {row.startMonth ? (
          <MonthSpan from={row.startMonth} to={row.finishMonth} />
        ) : (
          <span className={styles.faint}>{isRanked ? t`not in this plan` : t`not ranked`}</span>
        )}
      </span>
      <span role="gridcell" className={styles.value}>
        <Money value={row.calibratedValue} short />
      </span>
      <span role="gridcell" className={styles.portfolio}>
        {row.portfolioPlace ?? <span className={styles.faint}>–</span>}
      </span>
      <span role="gridcell" className={styles.acts}>
        <button
          type="button"
          data-act="why"
          className={styles.act}
          tabIndex={tab}
          aria-label={t`Why is ${row.key} here?`}
          aria-haspopup="dialog"
          aria-expanded={opened === "why"}
        >
          <Icon name="why" size={17} />
        </button>
        <button
          type="button"
          data-act="menu"
          className={styles.act}
          tabIndex={tab}
          aria-label={mayMove ? t`Move ${row.key}` : t`More about ${row.key}`}
          aria-haspopup="menu"
          aria-expanded={opened === "menu"}
        >
          <Icon name="more" />
        </button>
      </span>
    </div>
  );
});
