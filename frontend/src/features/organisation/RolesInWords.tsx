import { Trans, useLingui } from "@lingui/react/macro";
import { Card } from "#ui/Page.tsx";
import styles from "./Organisation.module.css";
import { ROLES } from "./words.ts";

/** What can each role do: the matrix that the server keeps, in words. */
export function RolesInWords() {
  const { t, i18n } = useLingui();
  return (
    <Card title={t`What each role may do`}>
      <dl className={styles.words}>
        <div>
          <dt>
            <Trans>Requester</Trans>
          </dt>
          <dd>
            <Trans>Everyone signed in: submits, follows, comments and gives a pulse.</Trans>
          </dd>
        </div>
        {Object.values(ROLES).map((role) => (
          <div key={role.name.id}>
            <dt>{i18n._(role.name)}</dt>
            <dd>
              {i18n._(role.may)} <span className={styles.never}>{i18n._(role.never)}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.meta}>
        <Trans>Nobody is on the business side and the IT side at the same time.</Trans>
      </p>
    </Card>
  );
}
