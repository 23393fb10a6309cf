import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Num, Percent } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Table } from "#ui/Table.tsx";
import type { Entitlements_policy$key } from "./__generated__/Entitlements_policy.graphql.ts";
import styles from "./Policy.module.css";

/** Each unit's part in the portfolio order. */
export function Entitlements({ policy }: { policy: Entitlements_policy$key }) {
  const { t } = useLingui();
  const { entitlements } = useFragment(
    graphql`
      fragment Entitlements_policy on Policy {
        entitlements { weight share unit { id name } }
      }
    `,
    policy,
  );
  return (
    <Card title={t`Each unit's share of capacity`}>
      <Table
        caption={t`Each unit's share of capacity`}
        rows={entitlements}
        rowKey={(one) => one.unit.id}
        columns={[
          { id: "unit", header: t`Unit`, rowHeader: true, cell: (one) => one.unit.name },
          { id: "weight", header: t`Weight`, align: "end", cell: (one) => <Num value={one.weight} /> },
          {
            id: "share",
            header: t`Share`,
            align: "end",
            cell: (one) => <Percent value={one.share} digits={1} />,
          },
        ]}
      />
      <p className={styles.meta}>
        <Trans>A unit's turn comes as often as its share says, whatever its requests promise.</Trans>
      </p>
    </Card>
  );
}
