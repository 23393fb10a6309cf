import { useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { graphql } from "react-relay";
import { NotFound } from "#app/Problems.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Note, Page, Stack } from "#ui/Page.tsx";
import { StateBadge } from "#ui/StateBadge.tsx";
import type { RequestPageQuery } from "./__generated__/RequestPageQuery.graphql.ts";
import { About } from "./About.tsx";
import { Benefits } from "./Benefits.tsx";
import { Conversation } from "./Conversation.tsx";
import { DatesCard } from "./DatesCard.tsx";
import { Endorsements } from "./Endorsements.tsx";
import { Estimates } from "./Estimates.tsx";
import { FollowButton } from "./FollowButton.tsx";
import { PlanState } from "./PlanState.tsx";
import { PromiseCard } from "./PromiseCard.tsx";
import { Pulse } from "./Pulse.tsx";
import { RealisedCard } from "./RealisedCard.tsx";
import { RelatedCard } from "./RelatedCard.tsx";
import styles from "./Request.module.css";
import { RequestActions } from "./RequestActions.tsx";
import { StatusStrip } from "./StatusStrip.tsx";
import { Timeline } from "./Timeline.tsx";
import { Waiting } from "./Waiting.tsx";

const route = getRouteApi("/shell/requests/$key");

/** One request: where it stands, what comes next, and everything that led there. */
export default function RequestPage() {
  const { t } = useLingui();
  const { key } = route.useParams();
  const [{ request }] = useLiveQuery<RequestPageQuery>(
    graphql`
      query RequestPageQuery($key: String!) {
        request(key: $key) {
          id
          key
          title
          state
          stateReason
          unit {
            id
            name
          }
          may {
            whoDecides
            rank
          }
          ...FollowButton_request
          ...RequestActions_request
          ...StatusStrip_request
          ...PlanState_request
          ...DatesCard_request
          ...RealisedCard_request
          ...About_request
          ...Benefits_request
          ...Estimates_request
          ...PromiseCard_request
          ...Waiting_request
          ...RelatedCard_request
          ...Endorsements_request
          ...Pulse_request
          ...Conversation_request
          ...Timeline_request
        }
      }
    `,
    { key },
    (event) => event.request !== null,
  );
  if (!request) return <NotFound />;
  return (
    <Page
      title={request.title}
      tabTitle={`${request.key} ${request.title}`}
      eyebrow={
        <>
          <span>
            {request.key} · {request.unit.name}
          </span>
          <StateBadge state={request.state} />
        </>
      }
      actions={
        <>
          <FollowButton request={request} />
          <RequestActions request={request} />
        </>
      }
    >
      <StatusStrip request={request} />
      <PlanState request={request} />
      {request.stateReason && (
        <Note tone="info" icon="clock">
          {t`Reason: ${request.stateReason}`}
        </Note>
      )}
      <div className={styles.columns}>
        <Stack>
          <DatesCard request={request} />
          <About request={request} />
          <Benefits request={request} />
          <Estimates request={request} />
          <Conversation request={request} />
          <Timeline request={request} />
        </Stack>
        <Stack>
          <PromiseCard request={request} />
          <RealisedCard request={request} />
          <Waiting request={request} />
          <Endorsements key={`endorsements ${request.id}`} request={request} />
          <RelatedCard request={request} />
          <Pulse key={request.id} request={request} />
          {!request.may.rank && request.may.whoDecides && <Note icon="person">{request.may.whoDecides}</Note>}
        </Stack>
      </div>
    </Page>
  );
}
