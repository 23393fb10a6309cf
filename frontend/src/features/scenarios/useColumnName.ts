import { useLingui } from "@lingui/react/macro";

/** The name of a column: a scenario's own, and the reader's word for the plan that stands. */
export function useColumnName(): (column: { readonly key: string; readonly name: string }) => string {
  const { t } = useLingui();
  return ({ key, name }) => (key === "live" ? t`The plan as it is` : name);
}
