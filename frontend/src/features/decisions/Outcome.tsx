import { Trans } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { DateText } from "#ui/Money.tsx";
import { Note } from "#ui/Page.tsx";
import type { Outcome_question$key } from "./__generated__/Outcome_question.graphql.ts";

/** What became of the question, said before anything else. */
export function Outcome({ question }: { question: Outcome_question$key }) {
  const data = useFragment(
    graphql`
      fragment Outcome_question on PriorityQuestion {
        status
        escalatedAt
        closedAt
        outcome { id title why }
      }
    `,
    question,
  );
  if (data.status === "DECIDED" && data.outcome)
    return (
      <Note tone="good" icon="check">
        <strong>
          <Trans>
            Decided on <DateText value={data.closedAt} />: {data.outcome.title}
          </Trans>
        </strong>
        <p>{data.outcome.why}</p>
      </Note>
    );
  if (data.status === "ESCALATED")
    return (
      <Note tone="warn" icon="clock">
        <Trans>
          The owners did not agree in time. The governance board decides since{" "}
          <DateText value={data.escalatedAt} />.
        </Trans>
      </Note>
    );
  if (data.status === "LAPSED")
    return (
      <Note icon="clock">
        <Trans>
          This question lapsed on <DateText value={data.closedAt} />: there is nothing left to decide.
        </Trans>
      </Note>
    );
  return null;
}
