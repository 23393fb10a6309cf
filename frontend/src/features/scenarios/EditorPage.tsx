import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { NotFound, NotYours } from "#app/Problems.tsx";
import { useViewer } from "#app/viewer.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Page } from "#ui/Page.tsx";
import type { EditorPageQuery } from "./__generated__/EditorPageQuery.graphql.ts";
import { emptyForm } from "./form.ts";
import { ScenarioEditor } from "./ScenarioEditor.tsx";
import { formOf } from "./saved.ts";

const route = getRouteApi("/shell/scenarios/new");

/** Saves a what-if; `from` in the address is the scenario that it is made from. */
export default function EditorPage(): ReactNode {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const { from } = route.useSearch();
  // What others change meanwhile must not stir a form that somebody is typing into.
  const { scenario, ...choices } = useLazyLoadQuery<EditorPageQuery>(
    graphql`
      query EditorPageQuery($from: ID!, $isFrom: Boolean!) {
        scenario(id: $from) @include(if: $isFrom) {
          id
          number
          name
          purpose
          planning
          changes {
            kind
            text
            team {
              id
            }
            firstMonth
            lastMonth
            days
            bought
            amount {
              amount
            }
            setting
            settingValue
            unit {
              id
            }
            requests {
              id
            }
            after {
              id
            }
            factor
            newRequest {
              title
              unit {
                id
              }
              value {
                amount
              }
              oneOffCost {
                amount
              }
              efforts {
                team {
                  id
                }
                days
              }
              deadline
              after {
                id
              }
              atTop
            }
            option {
              id
            }
            question
          }
        }
        policy {
          ...PolicyFields_policy
        }
        ...choices_query
      }
    `,
    { from: from ?? "", isFrom: Boolean(from) },
    { fetchPolicy: "store-and-network" },
  );
  if (!viewer.can("save_scenario")) {
    return (
      <NotYours title={t`New scenario`}>
        <Trans>Business owners and the governance board save scenarios; everybody can read them.</Trans>
      </NotYours>
    );
  }
  if (from && !scenario) return <NotFound />;
  const show = (value: number) =>
    new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 2 }).format(value);
  return (
    <Page
      title={scenario ? t`A scenario made from "${scenario.name}"` : t`New scenario`}
      tabTitle={t`New scenario`}
      lead={
        <Trans>
          Say what would be different. Saving changes nothing in the plan; it shows what would come of it and
          for whom.
        </Trans>
      }
    >
      <ScenarioEditor
        key={scenario?.id ?? "new"}
        follows={scenario?.id ?? null}
        query={choices}
        policy={choices.policy}
        initial={() => (scenario ? formOf(scenario, show) : emptyForm())}
      />
    </Page>
  );
}
