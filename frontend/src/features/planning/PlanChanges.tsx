import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { monthsBetween } from "#lib/months.ts";
import { Badge } from "#ui/Badge.tsx";
import { MonthText } from "#ui/Money.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  PlanChanges_changes$data,
  PlanChanges_changes$key,
} from "./__generated__/PlanChanges_changes.graphql.ts";
import { moveOf, type StartChange, worstFirst } from "./changes.ts";
import styles from "./Plan.module.css";

type Line = PlanChanges_changes$data[number];

export interface PlanChangesProps {
  caption: string;
  changes: PlanChanges_changes$key;
  /** So many lines are in sight at first. */
  first?: number;
}

/** Whose start differs, who loses first: before, after, and the cause where it has one of its own. */
export function PlanChanges({ caption, changes, first }: PlanChangesProps) {
  const { t } = useLingui();
  const lines = useFragment(
    graphql`
      fragment PlanChanges_changes on PlanChange @relay(plural: true) {
        id
        place
        before
        after
        because
        request {
          id
          key
          title
          unit {
            id
            name
          }
        }
      }
    `,
    changes,
  );
  const none = (
    <span className={styles.faint}>
      <Trans>not in the plan</Trans>
    </span>
  );
  const columns: Column<Line>[] = [
    {
      id: "request",
      header: t`Request`,
      rowHeader: true,
      cell: ({ request }) => (
        <span className={styles.lines}>
          <Link to="/requests/$key" params={{ key: request.key }}>
            {request.key} {request.title}
          </Link>
          <small className={styles.faint}>{request.unit.name}</small>
        </span>
      ),
    },
    {
      id: "before",
      header: t`Started before`,
      cell: ({ before }) => (before ? <MonthText value={before} /> : none),
    },
    { id: "after", header: t`Starts now`, cell: ({ after }) => (after ? <MonthText value={after} /> : none) },
    { id: "change", header: t`Change`, cell: (line) => <MoveBadge change={line} /> },
    ...(lines.some(({ because }) => because)
      ? [
          {
            id: "because",
            header: t`Because`,
            width: "42%",
            cell: ({ because }: Line) => because && <span className={styles.because}>{because}</span>,
          },
        ]
      : []),
  ];
  return (
    <Table
      caption={caption}
      columns={columns}
      rows={worstFirst(lines)}
      rowKey={({ id }) => id}
      first={first}
    />
  );
}

export function MoveBadge({ change }: { change: StartChange }) {
  const { before, after } = change;
  const months = before && after ? Math.abs(monthsBetween(before, after)) : 0;
  switch (moveOf(change)) {
    case "in":
      return (
        <Badge tone="good">
          <Trans>comes in</Trans>
        </Badge>
      );
    case "out":
      return (
        <Badge tone="bad">
          <Trans>drops out</Trans>
        </Badge>
      );
    case "later":
      return (
        <Badge tone="warn">
          <Plural value={months} one="# month later" other="# months later" />
        </Badge>
      );
    case "earlier":
      return (
        <Badge tone="info">
          <Plural value={months} one="# month sooner" other="# months sooner" />
        </Badge>
      );
    case "same":
      return (
        <Badge mark="hollow">
          <Trans>as before</Trans>
        </Badge>
      );
  }
}
