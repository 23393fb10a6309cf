import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Page } from "#ui/Page.tsx";
import type { IntakePageQuery } from "./__generated__/IntakePageQuery.graphql.ts";
import { EMPTY, type Typed, worthFrom } from "./form.ts";
import { IntakeForm } from "./IntakeForm.tsx";
import { OtherDrafts } from "./OtherDrafts.tsx";
import { Submitted, type SubmittedRequest } from "./Submitted.tsx";

const route = getRouteApi("/shell/requests/new");

/** A new request in three fields; what is known of the submitter is filled in. */
export default function IntakePage() {
  const { t } = useLingui();
  const { draft, title } = route.useSearch();
  const [done, setDone] = useState<SubmittedRequest | null>(null);
  // Another draft, or another form after this one was sent, is another form; the first saving of this one is not.
  const [form, setForm] = useState({ round: 0, draft: draft ?? null });
  const data = useLazyLoadQuery<IntakePageQuery>(
    graphql`
      query IntakePageQuery {
        me {
          id
          drafts { id title problem outcome category deadline benefits savedAt unit { id } }
        }
        last: requests(filter: { mine: true }, first: 1) {
          edges { node { id category unit { id } } }
        }
        ...IntakeForm_choices
      }
    `,
    {},
    { fetchPolicy: "store-and-network", fetchKey: form.round },
  );
  const drafts = data.me?.drafts ?? [];
  const kept = drafts.find((one) => one.id === form.draft);
  const last = data.last.edges[0]?.node;
  const start: Typed = kept
    ? {
        problem: kept.problem ?? "",
        outcome: kept.outcome ?? "",
        title: kept.title ?? "",
        unit: kept.unit?.id ?? "",
        category: kept.category ?? "",
        deadline: kept.deadline ?? "",
        worth: worthFrom(kept.benefits),
      }
    : { ...EMPTY, problem: title ?? "", unit: last?.unit.id ?? "", category: last?.category ?? "" };
  const again = (next: string | null) => {
    setDone(null);
    setForm({ round: form.round + 1, draft: next });
  };
  if (done) return <Submitted request={done} onAnother={() => again(null)} />;
  return (
    <Page
      title={t`New request`}
      lead={<Trans>Three answers are enough. You hear who reads it and when.</Trans>}
    >
      <OtherDrafts
        drafts={drafts.filter((one) => one.id !== draft && one.id !== form.draft)}
        onOpen={again}
      />
      <IntakeForm
        key={`${form.round} ${form.draft}`}
        start={start}
        draft={kept?.id ?? null}
        query={data}
        onSubmitted={setDone}
      />
    </Page>
  );
}
