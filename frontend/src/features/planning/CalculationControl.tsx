import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { percentText } from "#lib/format.ts";
import { Button } from "#ui/Button.tsx";
import { Since, useLocale } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import type {
  CalculationControl_calculation$data,
  CalculationControl_calculation$key,
} from "./__generated__/CalculationControl_calculation.graphql.ts";
import type { CalculationControlCancelMutation } from "./__generated__/CalculationControlCancelMutation.graphql.ts";
import type {
  CalculationControlStartMutation,
  CalculationKind,
} from "./__generated__/CalculationControlStartMutation.graphql.ts";
import styles from "./Plan.module.css";
import { type Standing, standingOf } from "./standing.ts";
import { useFollowed } from "./useFollowed.ts";

export interface CalculationControlProps {
  kind: CalculationKind;
  /** The newest of its kind, however it ended. */
  calculation: CalculationControl_calculation$key | null | undefined;
  /** Whether a result stands beside it, of whatever age. */
  hasResult: boolean;
  /** Verb and object: what is calculated. */
  action: string;
  /** Asks the server for all that the screen shows. */
  onStarted: () => void;
}

/** Starts a calculation, says how far it is, and how it ended; it blocks nobody and decides nothing. */
export function CalculationControl({
  kind,
  calculation,
  hasResult,
  action,
  onStarted,
}: CalculationControlProps) {
  const { t } = useLingui();
  const viewer = useViewer();
  const newest = useFragment(
    graphql`
      fragment CalculationControl_calculation on Calculation {
        id
        state
        progress
        text
        askedAt
        endedAt
        ofPresentData
        mayCancel
        askedBy {
          id
          name
        }
      }
    `,
    calculation,
  );
  const standing = standingOf(newest);
  const isUnderWay = standing === "under-way";
  useFollowed(newest && isUnderWay ? newest.id : null);
  const [start, isStarting] = useCommand<CalculationControlStartMutation>(graphql`
    mutation CalculationControlStartMutation($kind: CalculationKind!) {
      startCalculation(kind: $kind) {
        __typename
        ... on Calculation {
          ...CalculationControl_calculation @alias
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
  `);
  const [cancel, isCancelling] = useCommand<CalculationControlCancelMutation>(graphql`
    mutation CalculationControlCancelMutation($calculation: ID!) {
      cancelCalculation(calculation: $calculation) {
        __typename
        ... on Calculation {
          ...CalculationControl_calculation @alias
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
  `);
  if (newest && isUnderWay) {
    return (
      <div className={styles.underWay}>
        <Progress calculation={newest} label={action} />
        {newest.mayCancel && (
          <Button
            size="small"
            isPending={isCancelling}
            onPress={() => cancel({ calculation: newest.id }, { said: t`Cancelled: ${action}` })}
          >
            <Trans>Cancel calculation</Trans>
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={styles.underWay}>
      {newest && <Ended calculation={newest} standing={standing} />}
      {standing === "fresh" ? null : viewer.can("start_calculation") ? (
        <Button
          look={hasResult ? "secondary" : "primary"}
          isPending={isStarting}
          onPress={async () => {
            const outcome = await start({ kind });
            if (outcome.ok) onStarted();
          }}
        >
          {hasResult ? t`Calculate again` : action}
        </Button>
      ) : (
        <Note icon="person">
          <Trans>Owners, the governance board and IT can have it calculated.</Trans>
        </Note>
      )}
    </div>
  );
}

function Progress({
  calculation,
  label,
}: {
  calculation: CalculationControl_calculation$data;
  label: string;
}) {
  const locale = useLocale();
  const { state, progress, text, askedBy, askedAt } = calculation;
  return (
    <div className={styles.progress}>
      <progress max={1} value={state === "WAITING" ? undefined : progress} aria-label={label} />
      <p className={styles.meta} role="status">
        <span>
          {state === "WAITING" ? (
            <Trans>It waits for its turn.</Trans>
          ) : (
            `${percentText(progress, locale)} · ${text}`
          )}
        </span>{" "}
        <span>
          {askedBy ? (
            <Trans>
              Asked for by {askedBy.name}, <Since value={askedAt} />.
            </Trans>
          ) : (
            <Trans>
              Started by Mandate, <Since value={askedAt} />.
            </Trans>
          )}{" "}
          <Trans>You can go on working.</Trans>
        </span>
      </p>
    </div>
  );
}

/** How the newest one ended, when that is not simply a fresh result. */
function Ended({
  calculation: { text, endedAt },
  standing,
}: {
  calculation: CalculationControl_calculation$data;
  standing: Standing;
}) {
  switch (standing) {
    case "failed":
      return (
        <Note tone="bad" icon="warning">
          <Trans>
            The last calculation failed <Since value={endedAt} />: {text}
          </Trans>
        </Note>
      );
    case "superseded":
      return (
        <Note tone="warn" icon="clock">
          <Trans>The data changed while it was being calculated, so it was stopped.</Trans> {text}
        </Note>
      );
    case "cancelled":
      return (
        <Note icon="clock">
          <Trans>
            The last calculation was cancelled <Since value={endedAt} />.
          </Trans>
        </Note>
      );
    case "old":
      return (
        <Note tone="warn" icon="clock">
          <Trans>
            The data changed after this was calculated (<Since value={endedAt} />
            ).
          </Trans>
        </Note>
      );
    default:
      return null;
  }
}
