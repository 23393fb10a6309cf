import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { isPast } from "#lib/days.ts";
import { Badge } from "#ui/Badge.tsx";
import { DateText } from "#ui/Money.tsx";
import { Card, Facts, Note } from "#ui/Page.tsx";
import type { About_request$key } from "./__generated__/About_request.graphql.ts";
import styles from "./Request.module.css";
import { ROUTE_NAMES } from "./words.ts";

export function About({ request }: { request: About_request$key }) {
  const { t, i18n } = useLingui();
  const data = useFragment(
    graphql`
      fragment About_request on Request {
        problem
        outcome
        category
        route
        deadline
        place {
          id
          late
        }
        submittedAt
        submitter {
          id
          name
        }
        sponsor {
          id
          name
        }
        clarification {
          question
          answer
          askedAt
          askedBy {
            id
            name
          }
        }
      }
    `,
    request,
  );
  const { clarification } = data;
  return (
    <Card title={t`What it is about`}>
      <div>
        <p className={styles.label}>{t`Problem`}</p>
        <p className={styles.prose}>{data.problem}</p>
      </div>
      <div>
        <p className={styles.label}>{t`Outcome`}</p>
        <p className={styles.prose}>{data.outcome}</p>
      </div>
      {clarification && (
        <Note tone={clarification.answer ? "neutral" : "warn"} icon="question">
          <p>{t`${clarification.askedBy.name} asks: ${clarification.question}`}</p>
          <p>{clarification.answer ?? t`Not answered yet; ranking goes on meanwhile.`}</p>
        </Note>
      )}
      <Facts
        facts={[
          [t`Submitted by`, data.submitter.name],
          [t`Submitted on`, <DateText key="on" value={data.submittedAt} />],
          [t`Sponsor`, data.sponsor?.name ?? t`nobody yet`],
          [t`Category`, data.category],
          [t`Route`, i18n._(ROUTE_NAMES[data.route])],
          [
            t`Deadline`,
            data.deadline ? (
              <span key="deadline">
                <DateText value={data.deadline} />{" "}
                {data.place && isPast(data.deadline) && (
                  <Badge tone="bad" mark="plain">
                    <Trans>missed</Trans>
                  </Badge>
                )}
                {data.place?.late && !isPast(data.deadline) && (
                  <Badge tone="warn" mark="plain">
                    <Trans>planned after it</Trans>
                  </Badge>
                )}
              </span>
            ) : (
              t`none`
            ),
          ],
        ]}
      />
    </Card>
  );
}
