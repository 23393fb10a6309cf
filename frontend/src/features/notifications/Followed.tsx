import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { Badge } from "#ui/Badge.tsx";
import { Since } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import type { Followed_requests$key } from "./__generated__/Followed_requests.graphql.ts";
import styles from "./Home.module.css";

/** What I follow, the next update first; a missed one is shown as missed. */
export function Followed({ query }: { query: Followed_requests$key }) {
  const { t } = useLingui();
  const { requests } = useFragment(
    graphql`
      fragment Followed_requests on Query {
        requests(filter: { followed: true }, orderBy: NEXT_UPDATE, first: 6) {
          edges {
            node {
              id
              key
              title
              state
              nextUpdateAt
              updateMissed
            }
          }
        }
      }
    `,
    query,
  );
  return (
    <Card
      title={t`You follow`}
      aside={
        <Link to="/requests" search={{ followed: true }}>
          <Trans>All</Trans>
        </Link>
      }
    >
      {requests.edges.length === 0 ? (
        <p>
          <Trans>Nothing yet. Follow a request and its updates appear here.</Trans>
        </p>
      ) : (
        <ul className={styles.followed}>
          {requests.edges.map(({ node }) => (
            <li key={node.id}>
              <Link to="/requests/$key" params={{ key: node.key }}>
                {node.title}
              </Link>
              <p className={styles.meta}>
                <StateBadge state={node.state} />
                {node.updateMissed ? (
                  <Badge tone="bad">
                    <Trans>update missed</Trans>
                  </Badge>
                ) : (
                  node.nextUpdateAt && (
                    <span>
                      <Trans>
                        next update <Since value={node.nextUpdateAt} />
                      </Trans>
                    </span>
                  )
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
