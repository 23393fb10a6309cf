import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { Tabs } from "#ui/Tabs.tsx";
import { ReviewList } from "./ReviewList.tsx";
import { TrackRecord } from "./TrackRecord.tsx";

const route = getRouteApi("/shell/reviews");

/** Promised beside realised: what is due to be looked at, what was learned, and what promises come true at. */
export default function ReviewsPage() {
  const { t } = useLingui();
  const { status, record } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = record ? "RECORD" : (status ?? "DUE");
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
            search: tab === "RECORD" ? { record: "UNIT" } : tab === "DUE" ? {} : { status: tab },
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
        ]}
      />
    </Page>
  );
}

const wait = (content: ReactNode) => <Suspense fallback={<Skeleton kind="rows" />}>{content}</Suspense>;
