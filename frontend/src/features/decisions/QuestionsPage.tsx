import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { Suspense } from "react";
import { Page } from "#ui/Page.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { Tabs } from "#ui/Tabs.tsx";
import { EndedQuestions } from "./EndedQuestions.tsx";
import { UndecidedQuestions } from "./UndecidedQuestions.tsx";

const route = getRouteApi("/shell/questions");

/** The conflicts that the business decides: what waits for me comes first. */
export default function QuestionsPage() {
  const { t } = useLingui();
  const { status, mine } = route.useSearch();
  const navigate = route.useNavigate();
  const selected = status === "DECIDED" || status === "LAPSED" ? status : "OPEN";
  return (
    <Page
      title={t`Priority questions`}
      lead={
        <Trans>
          Where something does not fit, the owners affected choose among options with prices. IT states the
          facts.
        </Trans>
      }
    >
      <Tabs
        label={t`Questions by status`}
        selected={selected}
        onSelect={(tab) => navigate({ search: tab === "OPEN" ? {} : { status: tab }, replace: true })}
        tabs={[
          {
            id: "OPEN",
            label: t`Undecided`,
            content: () => wait(<UndecidedQuestions onlyMine={mine === true} />),
          },
          { id: "DECIDED", label: t`Decided`, content: () => wait(<EndedQuestions status="DECIDED" />) },
          { id: "LAPSED", label: t`Lapsed`, content: () => wait(<EndedQuestions status="LAPSED" />) },
        ]}
      />
    </Page>
  );
}

const wait = (list: React.ReactNode) => <Suspense fallback={<Skeleton kind="rows" />}>{list}</Suspense>;
