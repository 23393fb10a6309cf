import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import { useViewer } from "#app/viewer.tsx";
import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { Tabs } from "#ui/Tabs.tsx";
import { Imports } from "./Imports.tsx";
import { PeopleList } from "./PeopleList.tsx";
import { Places } from "./Places.tsx";

const route = getRouteApi("/shell/people");

/** Who is who: people with their roles, units and teams, and what was brought in. Administrators change it. */
export default function PeoplePage() {
  const { t } = useLingui();
  const viewer = useViewer();
  const { tab = "people", text = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = viewer.is("ADMIN");
  return (
    <Page
      title={t`People`}
      lead={
        isAdmin ? (
          <Trans>You give and end roles. What they decide, they decide themselves.</Trans>
        ) : (
          <Trans>Who decides what. Administrators give and end roles.</Trans>
        )
      }
    >
      <Tabs
        label={t`People`}
        selected={tab === "imports" && !isAdmin ? "people" : tab}
        onSelect={(next) => navigate({ search: next === "people" ? {} : { tab: next }, replace: true })}
        tabs={[
          {
            id: "people",
            label: t`People and roles`,
            content: () => (
              <PeopleList
                text={text}
                onText={(words) => navigate({ search: words ? { text: words } : {}, replace: true })}
              />
            ),
          },
          { id: "places", label: t`Units and teams`, content: () => wait(<Places />) },
          ...(isAdmin
            ? [{ id: "imports" as const, label: t`Imports`, content: () => wait(<Imports />) }]
            : []),
        ]}
      />
    </Page>
  );
}

const wait = (content: ReactNode) => <Suspense fallback={<Skeleton kind="rows" />}>{content}</Suspense>;
