import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { graphql, useFragment } from "react-relay";
import { DateText, DaysRange } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { FactsOfIt_question$key } from "./__generated__/FactsOfIt_question.graphql.ts";
import styles from "./Decisions.module.css";

/** What does not fit and what IT estimated: each fact with its author and its day, and no recommendation. */
export function FactsOfIt({ question }: { question: FactsOfIt_question$key }) {
  const { t } = useLingui();
  const data = useFragment(
    graphql`
      fragment FactsOfIt_question on PriorityQuestion {
        reason
        raisedAt
        raisedSide
        raisedBy { id name }
        binding { text team { id name } month }
        bindingSets { startMonth sentence }
        request {
          id
          key
          estimates {
            id
            at
            assumptions
            by { id name }
            team { id name }
            effortDays { low likely high }
          }
        }
      }
    `,
    question,
  );
  return (
    <Card title={t`The facts`}>
      <ul className={styles.parties}>
        <li>
          <p>{data.reason}</p>
          <p className={styles.meta}>
            <span>
              {data.raisedBy ? (
                data.raisedSide === "IT" ? (
                  <Trans>
                    Raised by {data.raisedBy.name}, IT, <DateText value={data.raisedAt} time />
                  </Trans>
                ) : (
                  <Trans>
                    Raised by {data.raisedBy.name}, <DateText value={data.raisedAt} time />
                  </Trans>
                )
              ) : (
                <Trans>
                  Found by the plan, <DateText value={data.raisedAt} time />
                </Trans>
              )}
            </span>
          </p>
        </li>
        {data.binding.map((binding) => (
          <li key={`${binding.team?.id} ${binding.month} ${binding.text}`}>
            <p>{binding.text}</p>
          </li>
        ))}
        {data.bindingSets.length > 0 && (
          <li>
            <p className={styles.small}>
              <Trans>What a start lacks at the least</Trans>
            </p>
            <ul>
              {data.bindingSets.map((set) => (
                <li key={`${set.startMonth} ${set.sentence}`}>{set.sentence}</li>
              ))}
            </ul>
          </li>
        )}
        {data.request.estimates.map((estimate) => (
          <li key={estimate.id}>
            <p>
              {estimate.team.name}: <DaysRange value={estimate.effortDays} />
            </p>
            {estimate.assumptions && <p className={styles.quote}>{estimate.assumptions}</p>}
            <p className={styles.meta}>
              <span>
                <Trans>
                  Estimated by {estimate.by.name}, IT, <DateText value={estimate.at} time />
                </Trans>
              </span>
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.small}>
        <Trans>A new fact, or a word from those who give way? Say it where all followers read it:</Trans>{" "}
        <Link to="/requests/$key" params={{ key: data.request.key }}>
          {data.request.key}
        </Link>
      </p>
    </Card>
  );
}
