import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { DateText } from "#ui/Money.tsx";
import { Card, Note } from "#ui/Page.tsx";
import type { Ballots_ranking$data, Ballots_ranking$key } from "./__generated__/Ballots_ranking.graphql.ts";
import styles from "./Ballots.module.css";

type Ballot = Ballots_ranking$data["ballots"][number];

/** How the list came about where several owners order it: whose ballots count, and who decides between equals. */
export function Ballots({ ranking }: { ranking: Ballots_ranking$key }) {
  const { t } = useLingui();
  const { ballots, rule, isDue } = useFragment(
    graphql`
      fragment Ballots_ranking on Ranking {
        rule
        isDue
        ballots {
          id
          isAccountable
          isTakenOver
          castAt
          owner { id name }
          castBy { id name }
          tiers {
            place
            requests { id key title }
          }
          missing { id }
        }
      }
    `,
    ranking,
  );
  // With one ballot the list is that ballot, and there is nothing to explain.
  if (ballots.filter(({ castAt }) => castAt !== null).length < 2) return null;
  return (
    <Card title={t`How this list came about`}>
      <p>{rule}</p>
      {isDue && (
        <Note icon="clock">
          <Trans>An owner or a request left since. The next ranking makes the list anew.</Trans>
        </Note>
      )}
      <ul className={styles.ballots}>
        {ballots.map((ballot) => (
          <li key={ballot.id}>
            <OneBallot ballot={ballot} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function OneBallot({ ballot }: { ballot: Ballot }) {
  const { owner, castAt, castBy, tiers, missing } = ballot;
  const head = (
    <>
      <strong>{owner.name}</strong>
      {ballot.isAccountable && (
        <Badge tone="info" mark="plain">
          <Trans>decides between equals</Trans>
        </Badge>
      )}
      <span className={styles.when}>
        {castAt === null ? (
          <Trans>has not ranked yet</Trans>
        ) : ballot.isTakenOver ? (
          <Trans>
            the list as it stood on <DateText value={castAt} />
          </Trans>
        ) : castBy ? (
          <Trans>
            ranked on <DateText value={castAt} /> by {castBy.name}
          </Trans>
        ) : (
          <Trans>
            ranked on <DateText value={castAt} />
          </Trans>
        )}
      </span>
    </>
  );
  if (tiers.length === 0) return <p className={styles.head}>{head}</p>;
  return (
    <details>
      <summary className={styles.head}>{head}</summary>
      <ol className={styles.tiers}>
        {tiers.map((tier) => (
          <li key={tier.place} value={tier.place}>
            {tier.requests.map((request, at) => (
              <span key={request.id}>
                {at > 0 && " = "}
                {request.key} {request.title}
              </span>
            ))}
          </li>
        ))}
      </ol>
      {missing.length > 0 && (
        <p className={styles.when}>
          <Trans>No opinion about {missing.length} of the ranked requests.</Trans>
        </p>
      )}
    </details>
  );
}
