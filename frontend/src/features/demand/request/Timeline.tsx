import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { DateText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { Timeline_request$key } from "./__generated__/Timeline_request.graphql.ts";
import styles from "./Request.module.css";

/** Everything that happened, in the trail's own sentences. */
export function Timeline({ request }: { request: Timeline_request$key }) {
  const { t } = useLingui();
  const { timeline } = useFragment(
    graphql`
      fragment Timeline_request on Request {
        timeline(first: 30) {
          id
          text
          at
          actorName
          reason
        }
      }
    `,
    request,
  );
  return (
    <Card title={t`History`}>
      <ol className={styles.lines}>
        {timeline.map((event) => (
          <li key={event.id}>
            <span>{event.text}</span>
            {event.reason && !event.text.includes(event.reason) && (
              <span>
                <Trans>Reason: {event.reason}</Trans>
              </span>
            )}
            <span className={styles.meta}>
              {event.actorName}, <DateText value={event.at} time />
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
