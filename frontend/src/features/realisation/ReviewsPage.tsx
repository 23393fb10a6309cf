import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { Tabs } from "#ui/Tabs.tsx";
import { EffortRecord } from "./EffortRecord.tsx";
import { Regrets } from "./Regrets.tsx";
import { ReviewList } from "./ReviewList.tsx";
import { TrackRecord } from "./TrackRecord.tsx";

const route = getRouteApi("/shell/reviews");

/** What the address says for each tab. */
const SEARCH = {
  DUE: {},
  SCHEDULED: { status: "SCHEDULED" },
  CLOSED: { status: "CLOSED" },
  RECORD: { record: "UNIT" },
  EFFORTS: { efforts: "TEAM" },
  AGAIN: { again: "decisions" },
} as const;

/** Promised beside realised: what is due to be looked at, what was learned, and what promises come true at. */
export default function ReviewsPage() {
  const { t } = useLingui();
  const { status, record, efforts, again } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = record ? "RECORD" : efforts ? "EFFORTS" : again ? "AGAIN" : (status ?? "DUE");
  return (
    <Page
      title={t`Value reviews`}
      lead={<Trans>What was promised, what came true, and what we learn from it for the next promise.</Trans>}
    >
      <Tabs
        label={t`Value reviews`}
        selected={selected}
        onSelect={(tab) =>
          navigate({
            search: SEARCH[tab],
            replace: true,
          })
        }
        tabs={[
          { id: "DUE", label: t`Due`, content: () => wait(<ReviewList status="DUE" />) },
          { id: "SCHEDULED", label: t`Scheduled`, content: () => wait(<ReviewList status="SCHEDULED" />) },
          { id: "CLOSED", label: t`Closed`, content: () => wait(<ReviewList status="CLOSED" />) },
          {
            id: "RECORD",
            label: t`Track record`,
            content: () =>
              wait(
                <TrackRecord
                  by={record ?? "UNIT"}
                  onBy={(by) => navigate({ search: { record: by }, replace: true })}
                />,
              ),
          },
          {
            id: "EFFORTS",
            label: t`Estimates and dates`,
            content: () =>
              wait(
                <EffortRecord
                  by={efforts ?? "TEAM"}
                  onBy={(by) => navigate({ search: { efforts: by }, replace: true })}
                />,
              ),
          },
          { id: "AGAIN", label: t`Decisions looked at again`, content: () => wait(<Regrets />) },
        ]}
      />
    </Page>
  );
}

const wait = (content: ReactNode) => <Suspense fallback={<Skeleton kind="rows" />}>{content}</Suspense>;
