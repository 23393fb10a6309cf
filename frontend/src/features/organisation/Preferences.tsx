import { useLingui } from "@lingui/react/macro";
import { graphql } from "react-relay";
import { LANGUAGES, type Language, speak } from "#app/language.ts";
import { applyTheme, type Theme, useTheme } from "#app/theme.ts";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { Card } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import type { PreferencesMutation } from "./__generated__/PreferencesMutation.graphql.ts";
import styles from "./Organisation.module.css";

/** Language, time zone and look; each is kept as soon as it is chosen. */
export function Preferences() {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const theme = useTheme();
  const [keep] = useCommand<PreferencesMutation>(graphql`
    mutation PreferencesMutation($locale: String, $timeZone: String) {
      setPreferences(locale: $locale, timeZone: $timeZone) {
        __typename
        ... on PreferencesPayload { me { id locale timeZone } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const zones = [...new Set([viewer.timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC"])];
  const looks: Record<Theme, string> = { system: t`As on the device`, light: t`Light`, dark: t`Dark` };
  return (
    <Card title={t`Language and look`}>
      <div className={styles.pair}>
        <Select
          label={t`Language`}
          value={i18n.locale as Language}
          onChange={(language) => {
            void speak(language, true);
            void keep({ locale: language });
          }}
          options={(Object.keys(LANGUAGES) as Language[]).map((id) => ({ id, label: LANGUAGES[id] }))}
        />
        <Select
          label={t`Look`}
          value={theme}
          onChange={applyTheme}
          options={(Object.keys(looks) as Theme[]).map((id) => ({ id, label: looks[id] }))}
        />
        <Select
          label={t`Time zone`}
          value={viewer.timeZone}
          onChange={(timeZone) => void keep({ timeZone })}
          options={zones.map((zone) => ({ id: zone, label: zone }))}
        />
      </div>
    </Card>
  );
}
