import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { useLocale } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { MeasurementFormMutation } from "./__generated__/MeasurementFormMutation.graphql.ts";
import styles from "./Reviews.module.css";

export interface MeasurementFormProps {
  benefit: string;
  month: string;
  monthName: string;
  last: string | null;
  onClose: () => void;
  onDone: () => void;
}

/** The owner records what a month brought, with the evidence, in place; a second figure corrects the first. */
export function MeasurementForm({ benefit, month, monthName, last, onClose, onDone }: MeasurementFormProps) {
  const { t } = useLingui();
  const { currency } = useViewer();
  const locale = useLocale();
  const [amount, setAmount] = useState(
    last === null ? "" : new Intl.NumberFormat(locale).format(Number(last)),
  );
  const [evidence, setEvidence] = useState("");
  const [wrong, setWrong] = useState<{ amount?: string; evidence?: string }>({});
  const [record, isPending] = useCommand<MeasurementFormMutation>(
    graphql`
      mutation MeasurementFormMutation($benefit: ID!, $month: Month!, $amount: Decimal!, $evidence: String!) {
        recordMeasurement(benefit: $benefit, month: $month, amount: $amount, evidence: $evidence) {
          __typename
          ... on MeasurementPayload {
            benefit {
              id
              realised { amount currency }
              measurements {
                id
                month
                evidence
                verified
                superseded
                amount { amount currency }
                by { id name }
                actedFor { id name }
              }
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const read = numberTyped(amount, locale);
    const found = {
      ...(read === null && { amount: t`An amount is needed; zero is one, empty is not.` }),
      ...(!evidence.trim() && { evidence: t`Where does the figure come from?` }),
    };
    setWrong(found);
    if (read === null || Object.keys(found).length > 0) return;
    const outcome = await record(
      { benefit, month, amount: decimalText(read), evidence: evidence.trim() },
      { said: t`${monthName} is recorded.` },
    );
    if (outcome.ok) onDone();
    else setWrong({ amount: outcome.problem.message });
  };
  return (
    <form className={styles.measure} onSubmit={onSubmit} noValidate>
      <TextField
        label={t`Money in ${monthName}`}
        inputMode="decimal"
        value={amount}
        onChange={setAmount}
        error={wrong.amount}
        after={currency}
        autoFocus
      />
      <TextField
        label={t`Evidence: a link or a source`}
        value={evidence}
        onChange={setEvidence}
        error={wrong.evidence}
      />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isPending={isPending}>
          <Trans>Record</Trans>
        </Button>
        <Button look="quiet" onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
