import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Checkbox } from "#ui/Choices.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Since } from "#ui/Money.tsx";
import { Note, Page } from "#ui/Page.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import type {
  ScenariosPageQuery,
  ScenariosPageQuery$data,
} from "./__generated__/ScenariosPageQuery.graphql.ts";
import styles from "./Scenarios.module.css";
import { StandingBadge } from "./StandingBadge.tsx";
import { chosenIn, chosenText, columnsOf, MOST_COLUMNS, toggled } from "./views.ts";

const route = getRouteApi("/shell/scenarios");
/** Newer ones push older ones out of sight; a comparison reaches all by its address. */
const SHOWN = 100;

type Saved = ScenariosPageQuery$data["scenarios"]["edges"][number]["node"];

/** Saved what-ifs: who made each, from which state, how old it is and what became of it. */
export default function ScenariosPage(): ReactNode {
  const { t } = useLingui();
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const mine = search.mine === true;
  const chosen = chosenIn(search.chosen);
  const [{ scenarios }] = useLiveQuery<ScenariosPageQuery>(
    graphql`
      query ScenariosPageQuery($first: Int!, $mine: Boolean!) {
        scenarios(first: $first, mine: $mine) {
          totalCount
          edges {
            node {
              id
              number
              name
              purpose
              savedAt
              ageText
              ...StandingBadge_scenario
              by {
                id
                name
              }
              changes {
                text
              }
              adoption {
                at
              }
            }
          }
        }
      }
    `,
    { first: SHOWN, mine },
    (event) => event.subjectKind === "scenario",
  );
  const rows = scenarios.edges.map(({ node }) => node);
  const maySave = viewer.can("save_scenario");
  const create = maySave && (
    <ButtonLink to="/scenarios/new" look="primary">
      <Icon name="plus" size={16} />
      <Trans>New scenario</Trans>
    </ButtonLink>
  );
  const choose = (number: string, isChosen: boolean) =>
    navigate({
      search: (before) => ({ ...before, chosen: chosenText(toggled(chosen, number, isChosen)) }),
      replace: true,
    });
  const columns: Column<Saved>[] = [
    {
      id: "name",
      header: t`Scenario`,
      rowHeader: true,
      cell: (row) => (
        <span className={styles.lines}>
          <Link to="/scenarios/$id" params={{ id: String(row.number) }}>
            {row.number} · {row.name}
          </Link>
          {row.purpose && <small className={styles.faint}>{row.purpose}</small>}
        </span>
      ),
    },
    {
      id: "changes",
      header: t`What if`,
      cell: (row) => (
        <span className={styles.lines}>
          <span className={styles.clip}>{row.changes[0]?.text}</span>
          {row.changes.length > 1 && (
            <small className={styles.faint}>
              <Plural value={row.changes.length - 1} one="and # more change" other="and # more changes" />
            </small>
          )}
        </span>
      ),
    },
    {
      id: "by",
      header: t`Saved`,
      cell: (row) => (
        <span className={styles.lines}>
          <span>
            {row.by.name}, <Since value={row.savedAt} />
          </span>
          <small className={styles.faint}>{row.ageText}</small>
        </span>
      ),
    },
    { id: "standing", header: t`State`, cell: (row) => <StandingBadge scenario={row} /> },
    {
      id: "compare",
      header: t`Choose`,
      cell: (row) => (
        <Checkbox
          isSelected={chosen.includes(String(row.number))}
          isDisabled={chosen.length >= MOST_COLUMNS && !chosen.includes(String(row.number))}
          onChange={(isChosen) => choose(String(row.number), isChosen)}
        >
          <span className="visually-hidden">{t`Choose scenario ${row.number} to compare`}</span>
        </Checkbox>
      ),
    },
  ];
  return (
    <Page
      title={t`Scenarios`}
      width="wide"
      lead={
        <Trans>
          Try what would happen with other capacity, money, rules or another order. The plan stays as it is
          until the board adopts a scenario.
        </Trans>
      }
      actions={rows.length > 0 && create}
    >
      {!maySave && (
        <Note icon="person">
          <Trans>
            Business owners and the governance board save scenarios; the board adopts them. IT can read them.
          </Trans>
        </Note>
      )}
      {maySave && (
        <p>
          <Checkbox
            isSelected={mine}
            onChange={(isMine) => navigate({ search: isMine ? { mine: true } : {}, replace: true })}
          >
            <Trans>Only mine, with those I discarded</Trans>
          </Checkbox>
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState icon="scenario" title={t`Scenarios will be here`} action={create}>
          {maySave ? (
            <Trans>
              None is saved yet. Say what would be different, for instance twenty more days of a team from
              January on, and see what it changes for whom.
            </Trans>
          ) : (
            <Trans>
              None is saved yet. When an owner or the board saves one, everybody can read it here.
            </Trans>
          )}
        </EmptyState>
      ) : (
        <>
          <div className={styles.compareBar}>
            {columnsOf(chosen, false) && (
              <ButtonLink to="/scenarios/compare" search={{ chosen: chosenText(chosen) }}>
                <Plural
                  value={chosen.length}
                  one="Compare # scenario with the plan"
                  other="Compare # scenarios"
                />
              </ButtonLink>
            )}
            <span className={styles.faint}>
              <Trans>
                Choose one to three scenarios to compare them with the plan as it is, or four with each other.
              </Trans>
            </span>
          </div>
          <Table caption={t`Scenarios`} columns={columns} rows={rows} rowKey={({ id }) => id} />
          {scenarios.totalCount > rows.length && (
            <p className={styles.faint}>
              <Trans>
                The newest {rows.length} of {scenarios.totalCount} are shown.
              </Trans>
            </p>
          )}
        </>
      )}
    </Page>
  );
}
