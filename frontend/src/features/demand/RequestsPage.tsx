import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { graphql } from "react-relay";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Page } from "#ui/Page.tsx";
import type { RequestsPageQuery } from "./__generated__/RequestsPageQuery.graphql.ts";
import { RequestFilters, type RequestsSearch } from "./RequestFilters.tsx";
import { RequestTable } from "./RequestTable.tsx";

const route = getRouteApi("/shell/requests");

/** Every request that the reader may see; the address holds the view. */
export default function RequestsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  // While the next view is fetched the present one stays.
  const shown = useDeferredValue(search);
  const [data] = useLiveQuery<RequestsPageQuery>(
    graphql`
      query RequestsPageQuery($filter: RequestFilter, $orderBy: RequestOrder!) {
        ...RequestFilters_choices
        ...RequestTable_requests @arguments(filter: $filter, orderBy: $orderBy)
      }
    `,
    { filter: filterOf(shown), orderBy: shown.order ?? "NEWEST" },
    (event) => event.request !== null,
  );
  const change = (change: Partial<RequestsSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  return (
    <Page
      title={t`Requests`}
      actions={
        <ButtonLink to="/requests/new">
          <Icon name="plus" size={16} />
          <Trans>New request</Trans>
        </ButtonLink>
      }
    >
      <RequestFilters query={data} search={search} onChange={change} />
      <RequestTable
        query={data}
        order={shown.order ?? "NEWEST"}
        onOrder={(order) => change({ order })}
        onClear={() => navigate({ search: {} })}
      />
    </Page>
  );
}

const filterOf = (search: RequestsSearch) => ({
  text: search.text ?? null,
  unit: search.unit ?? null,
  team: search.team ?? null,
  states: search.states ?? null,
  mine: search.mine ?? null,
  followed: search.followed ?? null,
  needsEstimate: search.needsEstimate ?? null,
});
