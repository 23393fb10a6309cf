import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import styles from "./Pictures.module.css";

/** The same requests as a list or as a picture; each has its address, and the router marks the present one. */
export function ViewSwitch() {
  const { t } = useLingui();
  const views = [
    [undefined, <Trans key="list">List</Trans>],
    ["value", <Trans key="value">Effort and value</Trans>],
    ["timeline", <Trans key="timeline">Timeline</Trans>],
  ] as const;
  return (
    <nav className={styles.switch} aria-label={t`How the portfolio is shown`}>
      {views.map(([id, words]) => (
        <Link
          key={id ?? "list"}
          from="/portfolio"
          to="/portfolio"
          search={(before) => ({ ...before, picture: id })}
          activeOptions={{ exact: true }}
          replace
          resetScroll={false}
          className={styles.view}
        >
          {words}
        </Link>
      ))}
    </nav>
  );
}
