import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { ButtonLink } from "#ui/Button.tsx";
import type { IconName } from "#ui/Icon.tsx";
import type { HomePage_inbox$data } from "./__generated__/HomePage_inbox.graphql.ts";

type Item = HomePage_inbox$data["inbox"]["edges"][number]["node"];

export const KINDS: Record<Item["kind"], { icon: IconName; verb: ReactNode }> = {
  ANSWER_QUESTION: { icon: "question", verb: <Trans>Answer</Trans> },
  RANK_REQUEST: { icon: "ranking", verb: <Trans>Rank</Trans> },
  RECONFIRM_REQUEST: { icon: "check", verb: <Trans>Confirm</Trans> },
  ESTIMATE_REQUEST: { icon: "clock", verb: <Trans>Estimate</Trans> },
  COMMIT_REQUEST: { icon: "check", verb: <Trans>Commit</Trans> },
  RECORD_MEASUREMENT: { icon: "review", verb: <Trans>Record</Trans> },
  CLOSE_REVIEW: { icon: "review", verb: <Trans>Review</Trans> },
  UPDATE_DUE: { icon: "calendar", verb: <Trans>Post update</Trans> },
  LOG_CAPACITY: { icon: "capacity", verb: <Trans>Log capacity</Trans> },
  ANSWER_CLARIFICATION: { icon: "question", verb: <Trans>Answer</Trans> },
  NEWS: { icon: "inbox", verb: <Trans>Open</Trans> },
};

/** The one action an item asks for, in place. */
export function Move({ item }: { item: Item }) {
  const look = item.pile === "ASKED" ? "secondary" : "quiet";
  const { verb } = KINDS[item.kind];
  if (item.question) {
    return (
      <ButtonLink size="small" look={look} to="/questions/$id" params={{ id: item.question.id }}>
        {verb}
      </ButtonLink>
    );
  }
  if (item.review) {
    return (
      <ButtonLink size="small" look={look} to="/reviews/$id" params={{ id: item.review.id }}>
        {verb}
      </ButtonLink>
    );
  }
  if (item.kind === "RANK_REQUEST") {
    return (
      <ButtonLink size="small" look={look} to="/ranking" search={{ unit: item.unit?.code }}>
        {verb}
      </ButtonLink>
    );
  }
  if (item.kind === "LOG_CAPACITY") {
    return (
      <ButtonLink size="small" look={look} to="/capacity" search={{ team: item.team?.code }}>
        {verb}
      </ButtonLink>
    );
  }
  if (item.request) {
    return (
      <ButtonLink size="small" look={look} to="/requests/$key" params={{ key: item.request.key }}>
        {verb}
      </ButtonLink>
    );
  }
  return null;
}
