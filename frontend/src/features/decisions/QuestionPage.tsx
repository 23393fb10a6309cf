import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import { graphql } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Badge } from "#ui/Badge.tsx";
import { DateText, Since } from "#ui/Money.tsx";
import { Page } from "#ui/Page.tsx";
import type { QuestionPageQuery } from "./__generated__/QuestionPageQuery.graphql.ts";
import { Answers } from "./Answers.tsx";
import { Deciding } from "./Deciding.tsx";
import styles from "./Decisions.module.css";
import { FactsOfIt } from "./FactsOfIt.tsx";
import { Outcome } from "./Outcome.tsx";
import { STATUSES } from "./words.ts";

const route = getRouteApi("/shell/questions/$id");

/** One conflict: the sentence, until when, who decides, the options with their prices, and the answer. */
export default function QuestionPage() {
  const { t, i18n } = useLingui();
  const { id } = route.useParams();
  const [{ priorityQuestion: question }] = useLiveQuery<QuestionPageQuery>(
    graphql`
      query QuestionPageQuery($id: ID!) {
        priorityQuestion(id: $id) {
          id
          number
          sentence
          status
          dueAt
          closedAt
          ifNobodyAnswers
          whoDecides
          request { id key title }
          ...Outcome_question
          ...Deciding_question
          ...Answers_question
          ...FactsOfIt_question
        }
      }
    `,
    { id },
    (event) => event.subjectKind === "question",
  );
  if (!question) return <NotFound />;
  const status = STATUSES[question.status];
  const undecided = question.status === "OPEN" || question.status === "ESCALATED";
  return (
    <Page
      title={question.sentence}
      tabTitle={t`Question ${question.number}: ${question.request.key}`}
      eyebrow={
        <>
          <span>
            <Trans>Question {question.number}</Trans> ·{" "}
            <Link to="/requests/$key" params={{ key: question.request.key }}>
              {question.request.key} {question.request.title}
            </Link>
          </span>
          <Badge tone={status.tone}>{i18n._(status.name)}</Badge>
        </>
      }
    >
      <dl className={styles.strip}>
        {undecided && (
          <div>
            <dt>
              <Trans>Answer by</Trans>
            </dt>
            <dd>
              <DateText value={question.dueAt} time />{" "}
              <small>
                (<Since value={question.dueAt} />)
              </small>
            </dd>
          </div>
        )}
        <div>
          <dt>
            <Trans>Who decides</Trans>
          </dt>
          <dd>{question.whoDecides}</dd>
        </div>
        {undecided && question.ifNobodyAnswers && (
          <div>
            <dt>
              <Trans>If nobody answers</Trans>
            </dt>
            <dd>{question.ifNobodyAnswers}</dd>
          </div>
        )}
      </dl>
      <Outcome question={question} />
      <Deciding question={question} />
      <div className={styles.below}>
        <Answers question={question} />
        <FactsOfIt question={question} />
      </div>
    </Page>
  );
}
