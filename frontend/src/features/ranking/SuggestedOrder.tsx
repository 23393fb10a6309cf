import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { Confirm } from "#ui/Dialog.tsx";
import { Card } from "#ui/Page.tsx";
import type { SuggestedOrder_comparison$key } from "./__generated__/SuggestedOrder_comparison.graphql.ts";
import type { SuggestedOrder_ranking$key } from "./__generated__/SuggestedOrder_ranking.graphql.ts";
import type { SuggestedOrderMutation } from "./__generated__/SuggestedOrderMutation.graphql.ts";
import styles from "./Compare.module.css";

export interface SuggestedOrderProps {
  comparison: SuggestedOrder_comparison$key;
  ranking: SuggestedOrder_ranking$key;
  unit: string;
}

/** The order that the answers suggest, and taking it over as one's own. */
export function SuggestedOrder({ comparison, ranking, unit }: SuggestedOrderProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const { suggested, differs, asked } = useFragment(
    graphql`
      fragment SuggestedOrder_comparison on Comparison {
        asked
        differs
        suggested { id key title rank { place } }
      }
    `,
    comparison,
  );
  const list = useFragment(
    graphql`
      fragment SuggestedOrder_ranking on Ranking {
        id
        version
      }
    `,
    ranking,
  );
  const [submit, isPending] = useCommand<SuggestedOrderMutation>(
    graphql`
      mutation SuggestedOrderMutation($unit: ID!, $tiers: [[ID!]!]!, $expectedVersion: Int!, $reason: String) {
        submitRanking(unit: $unit, tiers: $tiers, expectedVersion: $expectedVersion, reason: $reason) {
          __typename
          ... on SubmitRankingPayload {
            ranking {
              id
              version
            }
          }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
  );
  const takeOver = async () => {
    const outcome = await submit(
      {
        unit,
        tiers: suggested.map(({ id }) => [id]),
        expectedVersion: list.version,
        reason: t`From ${asked} comparisons`,
      },
      { said: t`The proposal is your ranking now.` },
    );
    setAsking(false);
    if (outcome.ok) await navigate({ to: "/ranking", search: { unit } });
  };
  return (
    <Card
      title={t`Proposal`}
      aside={
        differs && asked > 0 ? (
          <Button look="primary" size="small" onPress={() => setAsking(true)}>
            <Trans>Take it over</Trans>
          </Button>
        ) : undefined
      }
    >
      {!differs && (
        <p className={styles.faint}>
          <Trans>It is the order that you have already.</Trans>
        </p>
      )}
      <ol className={styles.proposal}>
        {suggested.map((one, at) => (
          <li key={one.id}>
            <span className={styles.place}>{at + 1}</span>
            <Link to="/requests/$key" params={{ key: one.key }}>
              {one.title}
            </Link>
            <span className={styles.faint}>
              {one.rank ? (
                one.rank.place === at + 1 ? null : (
                  <Trans>now place {one.rank.place}</Trans>
                )
              ) : (
                <Trans>not ranked</Trans>
              )}
            </span>
          </li>
        ))}
      </ol>
      <Confirm
        title={t`Take over the proposal`}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t`Rank like this`}
        isPending={isPending}
        onConfirm={() => void takeOver()}
      >
        <Trans>
          All {suggested.length} requests take these places on your ballot, also those that nobody has ranked.
          You can move each of them afterwards.
        </Trans>
      </Confirm>
    </Card>
  );
}
