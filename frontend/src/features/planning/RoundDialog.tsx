import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, Suspense, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { FormErrors } from "#ui/FormErrors.tsx";
import { Note } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { RoundDialogMutation } from "./__generated__/RoundDialogMutation.graphql.ts";
import type { RoundDialogQuery } from "./__generated__/RoundDialogQuery.graphql.ts";
import { ChangeCounts } from "./ChangeCounts.tsx";
import styles from "./Plan.module.css";
import { PlanChanges } from "./PlanChanges.tsx";

export interface RoundDialogProps {
  onClose: () => void;
  onHeld: () => void;
}

/** The board plans anew from the order: whom that moves is shown before, and it is refused when the portfolio has moved meanwhile. */
export default function RoundDialog({ onClose, onHeld }: RoundDialogProps) {
  const { t } = useLingui();
  // What was typed outlives a preview that is made anew.
  const [reason, setReason] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  return (
    <Dialog title={t`Hold a planning round`} isOpen onClose={onClose} wide>
      <p>
        <Trans>
          The plan is made anew from the owners' order. It is the only deed that may make requests later
          without a cause of their own, so look first whom it moves.
        </Trans>
      </p>
      <Suspense fallback={<Skeleton kind="rows" />}>
        <Preview
          attempt={attempt}
          reason={reason}
          onReason={setReason}
          refused={refused}
          onRefused={(message, isOld) => {
            setRefused(message);
            if (isOld) setAttempt((count) => count + 1);
          }}
          onClose={onClose}
          onHeld={onHeld}
        />
      </Suspense>
    </Dialog>
  );
}

interface PreviewProps extends RoundDialogProps {
  attempt: number;
  reason: string;
  onReason: (reason: string) => void;
  refused: string | null;
  /** `isOld`: the portfolio has moved since the preview was made. */
  onRefused: (message: string | null, isOld: boolean) => void;
}

function Preview({ attempt, reason, onReason, refused, onRefused, onClose, onHeld }: PreviewProps) {
  const { t } = useLingui();
  const { planningRoundPreview: preview } = useLazyLoadQuery<RoundDialogQuery>(
    graphql`
      query RoundDialogQuery {
        planningRoundPreview {
          dataVersion
          comesIn
          earlier
          later
          dropsOut
          changes {
            id
            ...PlanChanges_changes
          }
        }
      }
    `,
    {},
    { fetchPolicy: "network-only", fetchKey: attempt },
  );
  const [hold, isPending] = useCommand<RoundDialogMutation>(
    graphql`
      mutation RoundDialogMutation($expectedDataVersion: Int!, $reason: String!) {
        holdPlanningRound(expectedDataVersion: $expectedDataVersion, reason: $reason) {
          __typename
          ... on HoldPlanningRoundPayload {
            round {
              id
              number
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
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason.trim()) {
      onRefused(t`Say why the round is held now.`, false);
      return;
    }
    const outcome = await hold(
      { expectedDataVersion: preview.dataVersion, reason: reason.trim() },
      { said: t`The planning round is held.` },
    );
    if (outcome.ok) {
      onHeld();
      onClose();
    } else onRefused(outcome.problem.message, outcome.problem.code === "CONFLICT");
  };
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      <FormErrors errors={refused ? [{ field: "round-reason", message: refused }] : []} />
      {attempt > 0 && (
        <Note tone="warn" icon="clock">
          <Trans>The portfolio has moved meanwhile. Below is what a round would change now.</Trans>
        </Note>
      )}
      {preview.changes.length === 0 ? (
        <Note>
          <Trans>
            It would move nobody: the plan is what the order gives. The round would still begin a new cycle.
          </Trans>
        </Note>
      ) : (
        <>
          <p>
            <strong>
              <ChangeCounts counts={preview} />
            </strong>
          </p>
          <div className={styles.preview}>
            <PlanChanges caption={t`What the round would change`} changes={preview.changes} />
          </div>
        </>
      )}
      <TextField
        id="round-reason"
        label={t`Why now?`}
        hint={t`It is shown to everybody whose months move.`}
        rows={2}
        value={reason}
        onChange={onReason}
      />
      <div className={styles.buttons}>
        <Button look="quiet" onPress={onClose}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" look="primary" isPending={isPending}>
          <Trans>Hold planning round</Trans>
        </Button>
      </div>
    </form>
  );
}
