import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { Card } from "#ui/Page.tsx";
import { Table } from "#ui/Table.tsx";
import type { Accountable_policy$key } from "./__generated__/Accountable_policy.graphql.ts";
import styles from "./Policy.module.css";

/** Who answers for each unit's list. */
export function Accountable({ policy }: { policy: Accountable_policy$key }) {
  const { t } = useLingui();
  const { accountable } = useFragment(
    graphql`
      fragment Accountable_policy on Policy {
        accountable { named unit { id name } owner { id name } }
      }
    `,
    policy,
  );
  return (
    <Card title={t`Who answers for each unit's list`}>
      <Table
        caption={t`Who answers for each unit's list`}
        rows={accountable}
        rowKey={(one) => one.unit.id}
        columns={[
          { id: "unit", header: t`Unit`, rowHeader: true, cell: (one) => one.unit.name },
          {
            id: "owner",
            header: t`Owner`,
            cell: (one) => one.owner?.name ?? <Trans>Nobody owns it yet</Trans>,
          },
          {
            id: "because",
            header: t`Because`,
            cell: (one) =>
              one.named ? (
                <Trans>The policy names them.</Trans>
              ) : (
                one.owner && <Trans>They own it longest.</Trans>
              ),
          },
        ]}
      />
      <p className={styles.meta}>
        <Trans>
          Where a unit has several owners, this one's order decides between two that the others leave even.
        </Trans>
      </p>
    </Card>
  );
}
