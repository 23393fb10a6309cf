import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useMemo } from "react";
import { graphql, useRelayEnvironment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { classes } from "#lib/classes.ts";
import { monthText, numberText } from "#lib/format.ts";
import { numberTyped } from "#lib/numbers.ts";
import { useLocale } from "#ui/Money.tsx";
import type { CapacityPageQuery$data } from "./__generated__/CapacityPageQuery.graphql.ts";
import type { TeamDaysMutation } from "./__generated__/TeamDaysMutation.graphql.ts";
import styles from "./Capacity.module.css";
import { Failures } from "./Failures.tsx";
import { type Figures, KINDS, type Kind, netOf, withTyped } from "./months.ts";
import { Sheet, type SheetGroup } from "./Sheet.tsx";
import { cellKey, useTyped } from "./useTyped.ts";

type Logged = CapacityPageQuery$data["capacity"][number];

export interface TeamDaysProps {
  teams: readonly { readonly id: string; readonly name: string }[];
  months: readonly string[];
  capacity: readonly Logged[];
  loads: CapacityPageQuery$data["plan"]["loads"];
  mayLog: boolean;
  refresh: () => void;
}

/** The days of a team by month, typed like into a sheet; each month is saved by itself. */
export function TeamDays({ teams, months, capacity, loads, mayLog, refresh }: TeamDaysProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const environment = useRelayEnvironment();
  const typed = useTyped();
  const known = useMemo(
    () => new Map(capacity.map((one) => [`${one.team.id} ${one.month}`, one])),
    [capacity],
  );
  const planned = useMemo(
    () => new Map(loads.map((load) => [`${load.team.id} ${load.month}`, load.planned])),
    [loads],
  );
  const freshen = useCallback(
    <T extends { expectedVersion?: number | null; id?: unknown }>(variables: T): T => {
      const { team, month } = variables as unknown as { team: string; month: string };
      const id = known.get(`${team} ${month}`)?.id;
      const newest = id ? environment.getStore().getSource().get(id)?.version : undefined;
      return typeof newest === "number" ? { ...variables, expectedVersion: newest } : variables;
    },
    [environment, known],
  );
  const [log] = useCommand<TeamDaysMutation>(
    graphql`
      mutation TeamDaysMutation($team: ID!, $month: Month!, $input: CapacityInput!, $expectedVersion: Int) {
        logCapacity(team: $team, month: $month, input: $input, expectedVersion: $expectedVersion) {
          __typename
          ... on CapacityPayload {
            capacity {
              id
              grossDays
              runDays
              leaveDays
              otherDays
              logged
              note
              version
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
    `,
    { queue: "capacity", freshen, quiet: true },
  );

  const names: Record<Kind, string> = {
    grossDays: t`Gross`,
    runDays: t`less run work`,
    leaveDays: t`less leave`,
    otherDays: t`less other`,
  };
  const rowOf = (team: string, kind: Kind) => `${team}:${kind}`;
  const typedOf = (cells: typeof typed.cells, team: string, month: string) =>
    Object.fromEntries(
      KINDS.flatMap((kind) => {
        const text = cells.get(cellKey(rowOf(team, kind), month))?.text;
        return text === undefined ? [] : [[kind, text]];
      }),
    ) as Partial<Record<Kind, string>>;

  const save = async (team: string, month: string) => {
    const saved = known.get(`${team} ${month}`);
    const texts = typedOf(typed.latest.current, team, month);
    const keys = KINDS.flatMap((kind) => {
      const text = texts[kind];
      return text === undefined ? [] : [[cellKey(rowOf(team, kind), month), text] as const];
    });
    const unread = keys.filter(([, text]) => text !== "" && numberTyped(text, locale) === null);
    if (unread.length > 0) {
      typed.failed(unread, t`This is not a number of days.`);
      return;
    }
    const figures = withTyped(saved ?? NOTHING, texts, locale);
    const outcome = await log({
      team,
      month,
      input: { ...figures, note: saved?.note ?? "" },
      expectedVersion: saved?.version ?? 0,
    });
    if (outcome.ok) typed.saved(keys);
    else {
      typed.failed(keys, outcome.problem.violations[0]?.message ?? outcome.problem.message);
      if (outcome.problem.code === "CONFLICT") refresh();
    }
  };

  const groups: SheetGroup[] = teams.map((team) => ({
    id: team.id,
    name: team.name,
    rows: KINDS.map((kind) => ({ id: rowOf(team.id, kind), label: names[kind] })),
    foot: [
      {
        id: `${team.id}:net`,
        label: t`Net for requests`,
        cell: (month) => {
          const saved = known.get(`${team.id} ${month}`);
          if (!saved) return null;
          const net = netOf(withTyped(saved, typedOf(typed.cells, team.id, month), locale));
          return <strong>{numberText(net, locale)}</strong>;
        },
      },
      {
        id: `${team.id}:planned`,
        label: t`Planned`,
        cell: (month) => {
          const days = planned.get(`${team.id} ${month}`);
          if (days === undefined) return null;
          const saved = known.get(`${team.id} ${month}`);
          const net = saved ? netOf(withTyped(saved, typedOf(typed.cells, team.id, month), locale)) : 0;
          const isOver = days > net;
          return (
            <span
              className={classes(isOver && styles.over)}
              title={isOver ? t`${numberText(days - net, locale)} days more than there are` : undefined}
            >
              {numberText(days, locale)}
            </span>
          );
        },
      },
    ],
  }));

  return (
    <>
      {mayLog && (
        <p className={styles.keys}>
          <Trans>
            Faint figures are assumed from the last month logged; typing one logs the month with the others as
            they stand. <kbd>Ctrl</kbd> <kbd>R</kbd> fills to the right, <kbd>Ctrl</kbd> <kbd>Z</kbd> takes
            back, a block from a sheet can be pasted.
          </Trans>
        </p>
      )}
      <Sheet
        caption={t`Days of the teams by month`}
        corner={t`Person-days`}
        groups={groups}
        months={months}
        isReadOnly={!mayLog}
        cell={(row, month) => {
          const [team = "", kind = ""] = row.split(":");
          const saved = known.get(`${team} ${month}`);
          const figure = saved ? numberText(saved[kind as Kind], locale) : "";
          const entry = typed.cells.get(cellKey(row, month));
          return {
            text: entry?.text ?? (saved?.logged ? figure : ""),
            ghost: saved?.logged ? "" : figure,
            status: entry?.status,
            message: entry?.message,
          };
        }}
        onChange={(changes) => {
          typed.type(changes.map(({ row, month, text }) => [cellKey(row, month), text] as const));
          const touched = new Set(changes.map(({ row, month }) => `${row.split(":")[0]} ${month}`));
          for (const one of touched) {
            const [team = "", month = ""] = one.split(" ");
            void save(team, month);
          }
        }}
      />
      <Failures
        cells={typed.cells}
        nameOf={(key) => {
          const [row = "", month = ""] = key.split(" ");
          const [team, kind] = row.split(":");
          return `${teams.find(({ id }) => id === team)?.name}, ${names[kind as Kind]}, ${monthText(month, locale)}`;
        }}
        onForget={typed.forget}
      />
    </>
  );
}

const NOTHING: Figures = { grossDays: 0, runDays: 0, leaveDays: 0, otherDays: 0 };
