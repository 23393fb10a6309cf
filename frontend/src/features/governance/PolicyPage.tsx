import { Trans, useLingui } from "@lingui/react/macro";
import { lazy, Suspense, useState } from "react";
import { graphql } from "react-relay";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Button } from "#ui/Button.tsx";
import { DateText } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import type { PolicyPageQuery } from "./__generated__/PolicyPageQuery.graphql.ts";
import { Accountable } from "./Accountable.tsx";
import { Entitlements } from "./Entitlements.tsx";
import { PolicyHistory } from "./PolicyHistory.tsx";
import { PolicySentences } from "./PolicySentences.tsx";

const PolicyForm = lazy(() => import("./PolicyForm.tsx"));

/** The board's rules as sentences with their values, since when, why, and what they were before. */
export default function PolicyPage() {
  const { t } = useLingui();
  const [isSetting, setSetting] = useState(false);
  const [{ policy }] = useLiveQuery<PolicyPageQuery>(
    graphql`
      query PolicyPageQuery {
        policy {
          id
          version
          from
          reason
          maySet
          setBy { id name }
          ...PolicySentences_policy
          ...Entitlements_policy
          ...Accountable_policy
          ...PolicyForm_policy
          ...PolicyHistory_policy
        }
      }
    `,
    {},
    (event) => event.subjectKind === "policy",
  );
  return (
    <Page
      title={t`Policy`}
      lead={
        policy.setBy ? (
          <Trans>
            Version {policy.version}, set by {policy.setBy.name} on <DateText value={policy.from} />:{" "}
            {policy.reason}
          </Trans>
        ) : (
          <Trans>
            Version {policy.version}, in force since <DateText value={policy.from} />: {policy.reason}
          </Trans>
        )
      }
      actions={
        policy.maySet &&
        !isSetting && (
          <Button look="primary" onPress={() => setSetting(true)}>
            <Trans>Set policy</Trans>
          </Button>
        )
      }
    >
      {isSetting ? (
        <Suspense>
          <PolicyForm policy={policy} onClose={() => setSetting(false)} />
        </Suspense>
      ) : (
        <>
          <PolicySentences policy={policy} />
          <Entitlements policy={policy} />
          <Accountable policy={policy} />
        </>
      )}
      {!policy.maySet && (
        <Note icon="person">
          <Trans>The governance board sets the policy.</Trans>
        </Note>
      )}
      <PolicyHistory policy={policy} />
    </Page>
  );
}
