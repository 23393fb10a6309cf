import { useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components/Button";
import { graphql, useMutation } from "react-relay";
import { Icon } from "#ui/Icon.tsx";
import { Menu, type MenuAction } from "#ui/Menu.tsx";
import type { PersonMenuPreferencesMutation } from "./__generated__/PersonMenuPreferencesMutation.graphql.ts";
import { LANGUAGES, type Language, speak } from "./language.ts";
import { mainRole, ROLE_NAMES } from "./roles.ts";
import styles from "./Shell.module.css";
import { signOut } from "./session.ts";
import { applyTheme, type Theme, useTheme } from "./theme.ts";
import { useViewer } from "./viewer.tsx";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word[0])
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join("")
    .toUpperCase();

/** Who is signed in, the look, the language, and the way out. */
export default function PersonMenu() {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const theme = useTheme();
  const router = useRouter();
  const [keepLanguage] = useMutation<PersonMenuPreferencesMutation>(graphql`
    mutation PersonMenuPreferencesMutation($locale: String!) {
      setPreferences(locale: $locale) {
        __typename
        ... on PreferencesPayload {
          me {
            id
            locale
          }
        }
      }
    }
  `);
  const themes: Record<Theme, MenuAction> = {
    system: {
      id: "system",
      label: t`Look of the device`,
      icon: "system",
      onAction: () => applyTheme("system"),
    },
    light: { id: "light", label: t`Light`, icon: "sun", onAction: () => applyTheme("light") },
    dark: { id: "dark", label: t`Dark`, icon: "moon", onAction: () => applyTheme("dark") },
  };
  const chosen = (action: MenuAction, isChosen: boolean): MenuAction =>
    isChosen ? { ...action, icon: "check", hint: t`in use` } : action;
  const languages = (Object.keys(LANGUAGES) as Language[]).map((language) =>
    chosen(
      {
        id: language,
        label: LANGUAGES[language],
        icon: "language",
        onAction: () => {
          void speak(language, true);
          keepLanguage({ variables: { locale: language } });
        },
      },
      i18n.locale === language,
    ),
  );
  const place = [...viewer.units, ...viewer.teams].map((where) => where.name).join(", ");
  const role = i18n._(ROLE_NAMES[mainRole(viewer)]);
  return (
    <Menu
      label={t`You and your settings`}
      trigger={
        <AriaButton className={styles.person ?? ""}>
          <span className={styles.face} aria-hidden="true">
            {initials(viewer.person.name)}
          </span>
          <span>
            <span className={styles.who}>{viewer.person.name}</span>
            <span className={styles.role}>{place ? `${role} · ${place}` : role}</span>
          </span>
          <Icon name="chevron-down" size={14} />
        </AriaButton>
      }
      actions={[
        {
          id: "profile",
          label: t`Your profile`,
          hint: t`deputies, API tokens`,
          icon: "person",
          onAction: () => router.navigate({ to: "/profile" }),
        },
        "separator",
        ...(Object.keys(themes) as Theme[]).map((name) => chosen(themes[name], name === theme)),
        "separator",
        ...languages,
        "separator",
        { id: "sign-out", label: t`Sign out`, icon: "sign-out", onAction: () => void signOut() },
      ]}
    />
  );
}
