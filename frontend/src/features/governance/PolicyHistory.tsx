import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { percentText } from "#lib/format.ts";
import { DateText, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { PolicyHistory_policy$key } from "./__generated__/PolicyHistory_policy.graphql.ts";
import { differences } from "./differences.ts";
import styles from "./Policy.module.css";
import { SETTINGS } from "./settings.ts";

/** Every version with who set it, why, and what it changed; the newest first. */
export function PolicyHistory({ policy }: { policy: PolicyHistory_policy$key }) {
  const { t, i18n } = useLingui();
  const locale = useLocale();
  const { history } = useFragment(
    graphql`
      fragment PolicyHistory_policy on Policy {
        history { id version from reason settings setBy { id name } }
      }
    `,
    policy,
  );
  const figureOf = (setting: string, value: string) =>
    SETTINGS.find(({ id }) => id === setting)?.unit === "percent"
      ? percentText(Number(value), locale, 1)
      : value;
  const nameOf = (setting: string) => {
    if (setting === "reviewCheckpointMonths") return t`Value reviews after delivery`;
    if (setting === "entitlements") return t`Each unit's weight`;
    if (setting === "accountable") return t`Who answers for each unit's list`;
    if (setting === "calibrateEfforts") return t`Plan effort at what such estimates came out at`;
    const known = SETTINGS.find(({ id }) => id === setting);
    return known ? i18n._(known.label) : setting;
  };
  return (
    <Card title={t`History`}>
      <ol className={styles.history}>
        {history.map((version, at) => {
          const changes = differences(history[at + 1]?.settings, version.settings);
          return (
            <li key={version.id}>
              <p>
                <strong>
                  <Trans>Version {version.version}</Trans>
                </strong>{" "}
                {version.reason}
              </p>
              {changes.length > 0 && (
                <ul className={styles.changes}>
                  {changes.map(({ setting, before, after }) => (
                    <li key={setting}>
                      {["entitlements", "accountable", "calibrateEfforts"].includes(setting) ? (
                        nameOf(setting)
                      ) : (
                        <>
                          {nameOf(setting)}: {figureOf(setting, before)} → {figureOf(setting, after)}
                        </>
                      )}
                    </li>
                  ))}
                </ul>
              )}
              <p className={styles.meta}>
                {version.setBy && `${version.setBy.name}, `}
                <DateText value={version.from} time />
              </p>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}
