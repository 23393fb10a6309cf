import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components/Button";
import { Icon } from "#ui/Icon.tsx";
import { Menu } from "#ui/Menu.tsx";
import type { Destination } from "./navigation.ts";
import styles from "./Shell.module.css";

/** What does not fit at the foot of a phone. */
export default function MoreMenu({ destinations }: { destinations: readonly Destination[] }) {
  const { t, i18n } = useLingui();
  const router = useRouter();
  return (
    <Menu
      label={t`More`}
      trigger={
        <AriaButton className={styles.more ?? ""}>
          <Icon name="more" />
          <Trans>More</Trans>
        </AriaButton>
      }
      actions={[
        {
          id: "new",
          label: t`New request`,
          icon: "plus",
          onAction: () => router.navigate({ to: "/requests/new" }),
        },
        ...destinations.map((destination) => ({
          id: destination.to,
          label: i18n._(destination.label),
          icon: destination.icon,
          onAction: () => router.navigate({ to: destination.to }),
        })),
      ]}
    />
  );
}
