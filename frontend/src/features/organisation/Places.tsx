import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Button } from "#ui/Button.tsx";
import { Money, Num, People, Percent } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Table } from "#ui/Table.tsx";
import type { PlacesQuery } from "./__generated__/PlacesQuery.graphql.ts";
import { AddPlaceDialog } from "./AddPlaceDialog.tsx";
import styles from "./Organisation.module.css";

/** Business units with their owners, delivery teams with their staff. */
export function Places() {
  const { t } = useLingui();
  const { can } = useViewer();
  const [adding, setAdding] = useState<"unit" | "team" | null>(null);
  const [data, refresh] = useLiveQuery<PlacesQuery>(
    graphql`
      query PlacesQuery {
        units { id code name requestCount share owners { id name } }
        teams { id code name dayRate { amount currency } staff { id name } }
      }
    `,
    {},
    (event) => ["unit", "team", "person", "policy"].includes(event.subjectKind),
  );
  const nobody = <Trans>nobody yet</Trans>;
  return (
    <div className={styles.stack}>
      <Card
        title={t`Units`}
        aside={
          can("add_unit") && (
            <Button size="small" onPress={() => setAdding("unit")}>
              <Trans>Add unit</Trans>
            </Button>
          )
        }
      >
        <Table
          caption={t`Units`}
          rows={data.units}
          rowKey={(unit) => unit.id}
          columns={[
            {
              id: "name",
              header: t`Unit`,
              rowHeader: true,
              cell: (unit) => (
                <Link to="/requests" search={{ unit: unit.code }}>
                  {unit.name}
                </Link>
              ),
            },
            {
              id: "owners",
              header: t`Owners`,
              cell: (unit) => (unit.owners.length > 0 ? <People people={unit.owners} /> : nobody),
            },
            {
              id: "requests",
              header: t`Requests`,
              align: "end",
              cell: (unit) => <Num value={unit.requestCount} />,
            },
            {
              id: "share",
              header: t`Share of capacity`,
              align: "end",
              cell: (unit) => <Percent value={unit.share} />,
            },
          ]}
        />
      </Card>
      <Card
        title={t`Teams`}
        aside={
          can("add_team") && (
            <Button size="small" onPress={() => setAdding("team")}>
              <Trans>Add team</Trans>
            </Button>
          )
        }
      >
        <Table
          caption={t`Teams`}
          rows={data.teams}
          rowKey={(team) => team.id}
          columns={[
            { id: "name", header: t`Team`, rowHeader: true, cell: (team) => team.name },
            {
              id: "staff",
              header: t`IT staff`,
              cell: (team) => (team.staff.length > 0 ? <People people={team.staff} /> : nobody),
            },
            {
              id: "rate",
              header: t`Price of a person-day`,
              align: "end",
              cell: (team) => <Money value={team.dayRate} />,
            },
          ]}
        />
      </Card>
      {adding && <AddPlaceDialog kind={adding} onClose={() => setAdding(null)} onAdded={refresh} />}
    </div>
  );
}
