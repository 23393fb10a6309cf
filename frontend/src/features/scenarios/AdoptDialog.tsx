import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { Days, Money } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { AdoptDialog_scenario$key } from "./__generated__/AdoptDialog_scenario.graphql.ts";
import type { AdoptDialogMutation } from "./__generated__/AdoptDialogMutation.graphql.ts";
import styles from "./Scenarios.module.css";

export interface AdoptDialogProps {
  scenario: AdoptDialog_scenario$key;
  onClose: () => void;
  /** Asks the server anew, so that what is shown is of the state that is adopted. */
  refresh: () => void;
}

/** The board makes a scenario real: what changes for whom stands above the button, and is refused when it has changed meanwhile. */
export default function AdoptDialog({ scenario, onClose, refresh }: AdoptDialogProps) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment AdoptDialog_scenario on Scenario {
        id
        name
        planning
        changes {
          text
          inForce
        }
        summary {
          dataVersion
          text
          roundAlone {
            text
          }
          figures {
            boughtDays
            boughtPrice {
              amount
              currency
            }
          }
          units {
            text
            unit {
              id
            }
          }
        }
      }
    `,
    scenario,
  );
  const [reason, setReason] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [adopt, isPending] = useCommand<AdoptDialogMutation>(
    graphql`
      mutation AdoptDialogMutation($scenario: ID!, $expectedDataVersion: Int!, $reason: String!) {
        adoptScenario(scenario: $scenario, expectedDataVersion: $expectedDataVersion, reason: $reason) {
          __typename
          ... on ScenarioPayload {
            scenario {
              id
              mayAdopt
              mayDiscard
              againstAdoption
              stale
              ageText
              adoption {
                at
                reason
                roundNumber
                by {
                  id
                  name
                }
              }
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
    { quiet: true },
  );
  const { summary } = data;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) {
      setErrors([{ field: "adopt-reason", message: t`Say why; it stays in the record.` }]);
      return;
    }
    const outcome = await adopt(
      { scenario: data.id, expectedDataVersion: summary.dataVersion, reason: reason.trim() },
      { said: t`Adopted: ${data.name}` },
    );
    if (outcome.ok) {
      refresh();
      onClose();
      return;
    }
    const { code, message, violations } = outcome.problem;
    setErrors(
      violations.length > 0
        ? violations.map((one) => ({ field: null, message: one.message }))
        : [{ field: null, message }],
    );
    if (code === "CONFLICT") refresh();
  };
  const inForce = data.changes.filter((change) => change.inForce);
  return (
    <Dialog title={t`Adopt: ${data.name}`} isOpen onClose={onClose} wide>
      <form className={styles.form} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <section className={styles.lines}>
          <h3>
            <Trans>What becomes real</Trans>
          </h3>
          <ul className={styles.sentences}>
            {inForce.map((change) => (
              <li key={change.text}>{change.text}</li>
            ))}
            <li>
              {data.planning === "PLANNING_ROUND" ? (
                <Trans>A planning round is held: the plan is made anew from the order.</Trans>
              ) : (
                <Trans>Within the cycle: whoever has months keeps them or moves earlier.</Trans>
              )}
            </li>
          </ul>
        </section>
        <section className={styles.lines}>
          <h3>
            <Trans>What changes for whom</Trans>
          </h3>
          <p>{summary.text}</p>
          {summary.roundAlone && summary.units.length > 0 && (
            <p>
              <Trans>Both together:</Trans>
            </p>
          )}
          {summary.units.length > 0 && (
            <ul className={styles.sentences}>
              {summary.units.map((effect) => (
                <li key={effect.unit.id}>{effect.text}</li>
              ))}
            </ul>
          )}
          {summary.figures.boughtDays > 0 && (
            <p>
              <Trans>
                <Days value={summary.figures.boughtDays} /> are bought for{" "}
                <Money value={summary.figures.boughtPrice} />.
              </Trans>
            </p>
          )}
        </section>
        <TextField
          id="adopt-reason"
          label={t`Why?`}
          hint={t`It is shown to everybody whose months move, and stays in the record.`}
          rows={2}
          value={reason}
          onChange={setReason}
        />
        <div className={styles.buttonsEnd}>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" look="primary" isPending={isPending}>
            <Trans>Adopt scenario</Trans>
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
