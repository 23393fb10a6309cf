import { graphql } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import type { useRequestDeedsAnswerClarificationMutation } from "./__generated__/useRequestDeedsAnswerClarificationMutation.graphql.ts";
import type { useRequestDeedsAskClarificationMutation } from "./__generated__/useRequestDeedsAskClarificationMutation.graphql.ts";
import type { useRequestDeedsChooseRouteMutation } from "./__generated__/useRequestDeedsChooseRouteMutation.graphql.ts";
import type { useRequestDeedsCommitMutation } from "./__generated__/useRequestDeedsCommitMutation.graphql.ts";
import type { useRequestDeedsDeliverMutation } from "./__generated__/useRequestDeedsDeliverMutation.graphql.ts";
import type { useRequestDeedsMoveForecastMutation } from "./__generated__/useRequestDeedsMoveForecastMutation.graphql.ts";
import type { useRequestDeedsParkMutation } from "./__generated__/useRequestDeedsParkMutation.graphql.ts";
import type { useRequestDeedsPostUpdateMutation } from "./__generated__/useRequestDeedsPostUpdateMutation.graphql.ts";
import type { useRequestDeedsRaiseMutation } from "./__generated__/useRequestDeedsRaiseMutation.graphql.ts";
import type { useRequestDeedsReconfirmMutation } from "./__generated__/useRequestDeedsReconfirmMutation.graphql.ts";
import type { useRequestDeedsResumeMutation } from "./__generated__/useRequestDeedsResumeMutation.graphql.ts";
import type { useRequestDeedsSponsorMutation } from "./__generated__/useRequestDeedsSponsorMutation.graphql.ts";
import type { useRequestDeedsStartDeliveryMutation } from "./__generated__/useRequestDeedsStartDeliveryMutation.graphql.ts";
import type { useRequestDeedsWithdrawMutation } from "./__generated__/useRequestDeedsWithdrawMutation.graphql.ts";

graphql`
  fragment useRequestDeeds_request on Request {
    id
    state
    stateReason
    version
    ...StatusStrip_request
    ...RequestActions_request
    ...PromiseCard_request
    ...Conversation_request
    ...About_request
    ...Timeline_request
  }
`;

/** The dialog shows what is wrong beside the words that were typed. */
const QUIET = { quiet: true };

/** The deeds on a request that need no more than a few words; each answers with the request as it then stands. */
export function useRequestDeeds() {
  const [commit] = useCommand<useRequestDeedsCommitMutation>(
    graphql`
      mutation useRequestDeedsCommitMutation($request: ID!, $expectedVersion: Int!) {
        commitRequest(request: $request, expectedVersion: $expectedVersion) {
          __typename
          ... on PromisePayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [sponsor] = useCommand<useRequestDeedsSponsorMutation>(
    graphql`
      mutation useRequestDeedsSponsorMutation($request: ID!) {
        sponsorRequest(request: $request) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [withdraw] = useCommand<useRequestDeedsWithdrawMutation>(
    graphql`
      mutation useRequestDeedsWithdrawMutation($request: ID!, $reason: String!) {
        withdrawRequest(request: $request, reason: $reason) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [park] = useCommand<useRequestDeedsParkMutation>(
    graphql`
      mutation useRequestDeedsParkMutation($request: ID!, $reason: String!, $lookAgainOn: Date) {
        parkRequest(request: $request, reason: $reason, lookAgainOn: $lookAgainOn) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [reconfirm] = useCommand<useRequestDeedsReconfirmMutation>(
    graphql`
      mutation useRequestDeedsReconfirmMutation($request: ID!, $reason: String!) {
        reconfirmRequest(request: $request, reason: $reason) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [resume] = useCommand<useRequestDeedsResumeMutation>(
    graphql`
      mutation useRequestDeedsResumeMutation($request: ID!, $reason: String!) {
        resumeRequest(request: $request, reason: $reason) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [chooseRoute] = useCommand<useRequestDeedsChooseRouteMutation>(
    graphql`
      mutation useRequestDeedsChooseRouteMutation($request: ID!, $route: Route!, $reason: String!) {
        chooseRoute(request: $request, route: $route, reason: $reason) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [startDelivery] = useCommand<useRequestDeedsStartDeliveryMutation>(
    graphql`
      mutation useRequestDeedsStartDeliveryMutation($request: ID!) {
        startDelivery(request: $request) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [deliver] = useCommand<useRequestDeedsDeliverMutation>(
    graphql`
      mutation useRequestDeedsDeliverMutation($request: ID!) {
        deliverRequest(request: $request) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [moveForecast] = useCommand<useRequestDeedsMoveForecastMutation>(
    graphql`
      mutation useRequestDeedsMoveForecastMutation($request: ID!, $finishMonth: Month!, $reason: String!) {
        moveForecast(request: $request, finishMonth: $finishMonth, reason: $reason) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [askClarification] = useCommand<useRequestDeedsAskClarificationMutation>(
    graphql`
      mutation useRequestDeedsAskClarificationMutation($request: ID!, $question: String!) {
        askClarification(request: $request, question: $question) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [answerClarification] = useCommand<useRequestDeedsAnswerClarificationMutation>(
    graphql`
      mutation useRequestDeedsAnswerClarificationMutation($request: ID!, $answer: String!) {
        answerClarification(request: $request, answer: $answer) {
          __typename
          ... on RequestPayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [postUpdate] = useCommand<useRequestDeedsPostUpdateMutation>(
    graphql`
      mutation useRequestDeedsPostUpdateMutation($request: ID!, $text: String!, $nextUpdateAt: DateTime!) {
        postUpdate(request: $request, text: $text, nextUpdateAt: $nextUpdateAt) {
          __typename
          ... on UpdatePayload { request { ...useRequestDeeds_request @relay(mask: false) } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  const [raiseQuestion] = useCommand<useRequestDeedsRaiseMutation>(
    graphql`
      mutation useRequestDeedsRaiseMutation($request: ID!, $reason: String!, $wantedMonth: Month) {
        raisePriorityQuestion(request: $request, reason: $reason, wantedMonth: $wantedMonth) {
          __typename
          ... on QuestionPayload { question { id request { ...useRequestDeeds_request @relay(mask: false) } } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    QUIET,
  );
  return {
    raiseQuestion,
    commit,
    sponsor,
    withdraw,
    park,
    reconfirm,
    resume,
    chooseRoute,
    startDelivery,
    deliver,
    moveForecast,
    askClarification,
    answerClarification,
    postUpdate,
  };
}
