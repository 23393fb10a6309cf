import { Trans, useLingui } from "@lingui/react/macro";
import { useCallback, useMemo } from "react";
import { graphql, useRelayEnvironment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { monthText, numberText } from "#lib/format.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { useLocale } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import type { BudgetsMutation } from "./__generated__/BudgetsMutation.graphql.ts";
import type { CapacityPageQuery$data } from "./__generated__/CapacityPageQuery.graphql.ts";
import styles from "./Capacity.module.css";
import { Failures } from "./Failures.tsx";
import { Sheet } from "./Sheet.tsx";
import { cellKey, useTyped } from "./useTyped.ts";

export interface BudgetsProps {
  budgets: CapacityPageQuery$data["budgets"];
  months: readonly string[];
  refresh: () => void;
}

const ROW = "budget";
const NO_LIMIT = "–";

/** What may be spent in each month: the board types it, everyone may read it. */
export function Budgets({ budgets, months, refresh }: BudgetsProps) {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const environment = useRelayEnvironment();
  const maySet = viewer.can("set_budget");
  const typed = useTyped();
  const known = useMemo(() => new Map(budgets.map((one) => [one.month, one])), [budgets]);
  const freshen = useCallback(
    <T extends { month: string; expectedVersion?: number | null }>(variables: T): T => {
      const id = known.get(variables.month)?.id;
      const newest = id ? environment.getStore().getSource().get(id)?.version : undefined;
      return typeof newest === "number" ? { ...variables, expectedVersion: newest } : variables;
    },
    [environment, known],
  );
  const [set] = useCommand<BudgetsMutation>(
    graphql`
      mutation BudgetsMutation($month: Month!, $amount: Decimal!, $expectedVersion: Int) {
        setBudget(month: $month, amount: $amount, expectedVersion: $expectedVersion) {
          __typename
          ... on BudgetPayload {
            budget {
              id
              amount {
                amount
                currency
              }
              set
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
    { queue: "budgets", freshen, quiet: true },
  );
  const save = async (month: string, text: string) => {
    const keys = [[cellKey(ROW, month), text]] as const;
    const amount = numberTyped(text, locale);
    if (amount === null) {
      typed.failed(keys, t`This is not an amount.`);
      return;
    }
    const saved = known.get(month);
    const outcome = await set({ month, amount: decimalText(amount), expectedVersion: saved?.version ?? 0 });
    if (outcome.ok) typed.saved(keys);
    else {
      typed.failed(keys, outcome.problem.violations[0]?.message ?? outcome.problem.message);
      if (outcome.problem.code === "CONFLICT") refresh();
    }
  };
  const isAnySet = budgets.some((budget) => budget.set);
  return (
    <>
      {!maySet && (
        <Note icon="person">
          <Trans>The governance board sets the budgets.</Trans>
        </Note>
      )}
      <p className={styles.keys}>
        {isAnySet ? (
          <Trans>
            What may be spent on one-off cost in each month, in {viewer.currency}. A month with a dash has no
            limit.
          </Trans>
        ) : (
          <Trans>
            No budget is set yet, so money limits nothing in the plan. Amounts are in {viewer.currency}.
          </Trans>
        )}
      </p>
      <Sheet
        caption={t`Budgets by month`}
        corner={t`Amount`}
        groups={[{ id: ROW, name: null, rows: [{ id: ROW, label: t`Budget in ${viewer.currency}` }] }]}
        months={months}
        isReadOnly={!maySet}
        cell={(row, month) => {
          const saved = known.get(month);
          const entry = typed.cells.get(cellKey(row, month));
          return {
            text: entry?.text ?? (saved?.set ? numberText(Number(saved.amount.amount), locale, 2) : ""),
            ghost: saved?.set ? "" : NO_LIMIT,
            status: entry?.status,
            message: entry?.message,
          };
        }}
        onChange={(changes) => {
          const known = changes.filter(({ text }) => text !== NO_LIMIT);
          typed.type(known.map(({ row, month, text }) => [cellKey(row, month), text] as const));
          for (const { month, text } of known) void save(month, text);
        }}
      />
      <Failures
        cells={typed.cells}
        nameOf={(key) => monthText(key.split(" ")[1] ?? "", locale)}
        onForget={typed.forget}
      />
    </>
  );
}
