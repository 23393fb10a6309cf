import { scaleSqrt } from "d3-scale";
import { type KeyboardEvent, type MouseEvent, memo, type PointerEvent, useMemo, useRef } from "react";
import { rootTicks } from "./axis.ts";
import { Mark } from "./Mark.tsx";
import type { MarkLook } from "./marks.ts";
import { isStep, nearest, nextPoint } from "./neighbours.ts";
import styles from "./Scatter.module.css";

export interface ScatterPoint {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly look: MarkLook;
  /** All that the point says, for who does not see it. */
  readonly said: string;
  readonly href: string;
}

export interface ScatterAxis {
  /** What it measures, with its unit. */
  readonly name: string;
  readonly figure: (value: number) => string;
}

export interface ScatterProps {
  label: string;
  points: readonly ScatterPoint[];
  x: ScatterAxis;
  y: ScatterAxis;
  active: string | null;
  onActive: (id: string) => void;
  /** A plain click or Enter; with a modifier the browser follows the link itself. */
  onOpen: (id: string) => void;
}

/** As far from a mark as a finger may be, in pixels. */
const REACH = 22;
const ROOM = 1.06;

/**
 * Two figures of many things. Both scales are square roots from nought, so that small ones do not lie in one heap. One
 * stop for the keyboard: arrows go through the points.
 */
export function Scatter({ label, points, x, y, active, onActive, onOpen }: ScatterProps) {
  const field = useRef<SVGSVGElement>(null);
  const placed = useMemo(() => {
    const right = Math.max(1, ...points.map((point) => point.x)) * ROOM;
    const top = Math.max(1, ...points.map((point) => point.y)) * ROOM;
    const across = scaleSqrt([0, right], [0, 100]);
    const up = scaleSqrt([0, top], [100, 0]);
    return {
      marks: points.map((point) => ({ ...point, at: { x: across(point.x), y: up(point.y) } })),
      columns: rootTicks(right).map((tick) => [tick, across(tick)] as const),
      rows: rootTicks(top).map((tick) => [tick, up(tick)] as const),
    };
  }, [points]);
  const stop = points.some(({ id }) => id === active) ? active : points[0]?.id;

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isStep(event.key)) return;
    event.preventDefault();
    const next = nextPoint(points, active ?? null, event.key);
    if (next) field.current?.querySelector<SVGAElement>(`[data-point="${CSS.escape(next.id)}"]`)?.focus();
  };
  const under = (event: PointerEvent | MouseEvent) => {
    const box = field.current?.getBoundingClientRect();
    if (!box) return undefined;
    const inPixels = placed.marks.map(({ id, at }) => ({
      id,
      x: (at.x / 100) * box.width,
      y: (at.y / 100) * box.height,
    }));
    return nearest(inPixels, { x: event.clientX - box.left, y: event.clientY - box.top }, REACH);
  };
  const point = (event: PointerEvent | MouseEvent) => {
    const found = under(event);
    if (found && found.id !== active) onActive(found.id);
  };

  return (
    <div className={styles.plot}>
      <span className={styles.up}>{y.name}</span>
      {/* The keys are those of the links within. */}
      <svg
        ref={field}
        className={styles.field}
        role="group"
        aria-label={label}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => event.pointerType === "mouse" && point(event)}
        onClick={point}
      >
        <rect className={styles.ground} x="0" y="0" width="100%" height="100%" />
        <svg className={styles.axes} aria-hidden="true" focusable="false">
          {placed.columns.map(([tick, at]) => (
            <g key={tick}>
              <line className={styles.grid} x1={`${at}%`} x2={`${at}%`} y1="0" y2="100%" />
              <text className={styles.word} x={`${at}%`} y="100%" dy={18} textAnchor="middle">
                {x.figure(tick)}
              </text>
            </g>
          ))}
          {placed.rows.map(([tick, at]) => (
            <g key={tick}>
              <line className={styles.grid} x1="0" x2="100%" y1={`${at}%`} y2={`${at}%`} />
              <text className={styles.word} x="0" y={`${at}%`} dx={-8} dy={4} textAnchor="end">
                {y.figure(tick)}
              </text>
            </g>
          ))}
        </svg>
        {placed.marks.map(({ id, href, said, look, at }) => (
          <Point
            key={id}
            id={id}
            href={href}
            said={said}
            look={look}
            x={at.x}
            y={at.y}
            isActive={id === active}
            isStop={id === stop}
            onActive={onActive}
            onOpen={onOpen}
          />
        ))}
      </svg>
      <span className={styles.across}>{x.name}</span>
    </div>
  );
}

interface PointProps extends Pick<ScatterProps, "onActive" | "onOpen"> {
  id: string;
  href: string;
  said: string;
  look: MarkLook;
  x: number;
  y: number;
  isActive: boolean;
  isStop: boolean;
}

/** Of thousands of points only the two that change are drawn anew. */
const Point = memo(function Point({
  id,
  href,
  said,
  look,
  x,
  y,
  isActive,
  isStop,
  onActive,
  onOpen,
}: PointProps) {
  return (
    <a
      className={styles.point}
      href={href}
      aria-label={said}
      data-point={id}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onActive(id)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        onOpen(id);
      }}
    >
      <Mark look={look} x={x} y={y} isActive={isActive} />
    </a>
  );
});
