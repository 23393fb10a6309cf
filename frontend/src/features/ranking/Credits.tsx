import { Trans, useLingui } from "@lingui/react/macro";
import { Suspense, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { numberText } from "#lib/format.ts";
import { numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { DateText, Days, useLocale } from "#ui/Money.tsx";
import { Facts } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { CreditsLendMutation } from "./__generated__/CreditsLendMutation.graphql.ts";
import type { CreditsQuery } from "./__generated__/CreditsQuery.graphql.ts";
import styles from "./Ranking.module.css";

export interface CreditsProps {
  unit: { readonly id: string; readonly name: string };
  units: readonly { readonly id: string; readonly name: string }[];
  onClose: () => void;
  onLent: () => void;
}

/** A unit's days of priority: where they came from, and lending them to another unit. */
export default function Credits({ unit, units, onClose, onLent }: CreditsProps) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Days of priority of ${unit.name}`} isOpen onClose={onClose} wide>
      <Suspense fallback={<Skeleton kind="rows" />}>
        <Ledger unit={unit} units={units} onClose={onClose} onLent={onLent} />
      </Suspense>
    </Dialog>
  );
}

function Ledger({ unit, units, onClose, onLent }: CreditsProps) {
  const { t } = useLingui();
  const { priorityCredits: credits } = useLazyLoadQuery<CreditsQuery>(
    graphql`
      query CreditsQuery($unit: ID!) {
        priorityCredits(unit: $unit, first: 20) {
          balanceDays
          limitDays
          mayLend
          mayLendDays
          edges {
            node {
              id
              at
              text
            }
          }
        }
      }
    `,
    { unit: unit.id },
    { fetchPolicy: "store-and-network" },
  );
  return (
    <div className={styles.stack}>
      <p>
        <Trans>
          A unit that got less than its share while its work waited gathers days; one that got more owes them.
          Days move its requests up, owed days move them down.
        </Trans>
      </p>
      <Facts
        facts={[
          [t`Holds now`, <Days key="balance" value={credits.balanceDays} />],
          [t`May hold or owe at most`, <Days key="limit" value={credits.limitDays} />],
        ]}
      />
      {credits.edges.length > 0 ? (
        <ul className={styles.ledger}>
          {credits.edges.map(({ node }) => (
            <li key={node.id}>
              <span>{node.text}</span>
              <span className={styles.last}>
                <DateText value={node.at} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.last}>
          <Trans>No entry yet: the first month is closed at its end.</Trans>
        </p>
      )}
      {credits.mayLend && (
        <Lending unit={unit} units={units} most={credits.mayLendDays} onClose={onClose} onLent={onLent} />
      )}
    </div>
  );
}

function Lending({ unit, units, most, onClose, onLent }: CreditsProps & { most: number }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [to, setTo] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [lend, isPending] = useCommand<CreditsLendMutation>(
    graphql`
      mutation CreditsLendMutation($from: ID!, $to: ID!, $days: PersonDays!, $reason: String!) {
        lendPriority(from: $from, to: $to, days: $days, reason: $reason) {
          __typename
          ... on LendPriorityPayload {
            ranking {
              id
              creditDays
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const submit = async () => {
    const days = numberTyped(typed, locale);
    const wrong: FormError[] = [];
    if (to === null) wrong.push({ message: t`Choose the unit that gets the days.` });
    if (days === null || days <= 0)
      wrong.push({ field: "lend-days", message: t`Give the days as a number above 0.` });
    if (!reason.trim()) wrong.push({ field: "lend-reason", message: t`Say why: both units read it.` });
    setErrors(wrong);
    if (wrong.length > 0 || to === null || days === null) return;
    const outcome = await lend(
      { from: unit.id, to, days, reason: reason.trim() },
      { said: t`The days are lent.` },
    );
    if (outcome.ok) {
      onLent();
      onClose();
    } else {
      const { violations, message } = outcome.problem;
      setErrors(violations.length > 0 ? violations.map((one) => ({ message: one.message })) : [{ message }]);
    }
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3>
        <Trans>Lend days of priority</Trans>
      </h3>
      <FormErrors errors={errors} />
      <Select
        label={t`To`}
        placeholder={t`Choose a unit`}
        value={to}
        onChange={setTo}
        options={units.filter(({ id }) => id !== unit.id).map(({ id, name }) => ({ id, label: name }))}
      />
      <TextField
        id="lend-days"
        label={t`Days`}
        hint={t`Up to ${numberText(most, locale, 1)}; the other unit's requests move up, yours move down`}
        inputMode="decimal"
        value={typed}
        onChange={setTyped}
      />
      <TextField id="lend-reason" label={t`Reason`} value={reason} onChange={setReason} maxLength={2000} />
      <div>
        <Button look="primary" type="submit" isPending={isPending}>
          <Trans>Lend days</Trans>
        </Button>
      </div>
    </form>
  );
}
