import { useLingui } from "@lingui/react/macro";

/** In which part and line of the form a field stands, for the list of what is wrong; empty for the fields of the whole. */
export function useWhere(): (field: string | null) => string {
  const { t } = useLingui();
  const parts: Record<string, (line: number) => string> = {
    capacity: (line) => t`Capacity, line ${line}`,
    budgets: (line) => t`Budget, line ${line}`,
    moves: (line) => t`Order, line ${line}`,
    requestsIn: (line) => t`Requests in, line ${line}`,
    requestsOut: (line) => t`Requests out, line ${line}`,
    options: (line) => t`Open priority questions, line ${line}`,
  };
  return (field) => {
    const [, part, place] = field?.match(/^changes\.(\w+)\.(\d+)/) ?? [];
    const said = part ? parts[part] : undefined;
    return said ? `${said(Number(place) + 1)}: ` : "";
  };
}
