import { useLingui } from "@lingui/react/macro";
import { Badge } from "#ui/Badge.tsx";
import { MOVES, type MoveKind } from "./moves.ts";

export function MoveMark({ move }: { move: MoveKind }) {
  const { i18n } = useLingui();
  const { name, sign, tone } = MOVES[move];
  return (
    <Badge tone={tone} mark="plain">
      <span aria-hidden="true">{sign}</span> {i18n._(name)}
    </Badge>
  );
}
