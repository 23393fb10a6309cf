import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Confirm } from "#ui/Dialog.tsx";
import type { DiscardButtonMutation } from "./__generated__/DiscardButtonMutation.graphql.ts";

/** Its author takes a scenario out of the list; it stays in the record. */
export function DiscardButton({ scenario, name }: { scenario: string; name: string }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [discard, isPending] = useCommand<DiscardButtonMutation>(graphql`
    mutation DiscardButtonMutation($scenario: ID!) {
      discardScenario(scenario: $scenario) {
        __typename
        ... on ScenarioPayload {
          scenario {
            id
            discardedAt
            mayDiscard
            mayAdopt
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
  `);
  return (
    <>
      <Button onPress={() => setAsking(true)}>
        <Trans>Discard</Trans>
      </Button>
      <Confirm
        title={t`Discard this scenario?`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t`Discard scenario`}
        danger
        isPending={isPending}
        onConfirm={async () => {
          const outcome = await discard({ scenario }, { said: t`Discarded: ${name}` });
          setAsking(false);
          if (outcome.ok) navigate({ to: "/scenarios" });
        }}
      >
        <Trans>
          It leaves the list for everybody. You still find it under "Only mine" and can make another from it.
          The plan does not change.
        </Trans>
      </Confirm>
    </>
  );
}
