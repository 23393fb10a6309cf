import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { decimalText, numberTyped } from "#lib/numbers.ts";
import type { FormError } from "#ui/FormErrors.tsx";
import { useLocale } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { AddPlaceDialogTeamMutation } from "./__generated__/AddPlaceDialogTeamMutation.graphql.ts";
import type { AddPlaceDialogUnitMutation } from "./__generated__/AddPlaceDialogUnitMutation.graphql.ts";
import { DialogForm } from "./DialogForm.tsx";
import { linesOf } from "./problems.ts";

export interface AddPlaceDialogProps {
  kind: "unit" | "team";
  onClose: () => void;
  onAdded: () => void;
}

/** A new business unit, or a new delivery team with the price of its person-day. */
export function AddPlaceDialog({ kind, onClose, onAdded }: AddPlaceDialogProps) {
  const { t } = useLingui();
  const { currency } = useViewer();
  const locale = useLocale();
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [rate, setRate] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [addUnit, isAddingUnit] = useCommand<AddPlaceDialogUnitMutation>(
    graphql`
      mutation AddPlaceDialogUnitMutation($code: String!, $name: String!) {
        addUnit(code: $code, name: $name) {
          __typename
          ... on UnitPayload { unit { id code name } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const [addTeam, isAddingTeam] = useCommand<AddPlaceDialogTeamMutation>(
    graphql`
      mutation AddPlaceDialogTeamMutation($code: String!, $name: String!, $dayRate: Decimal!) {
        addTeam(code: $code, name: $name, dayRate: $dayRate) {
          __typename
          ... on TeamPayload { team { id code name } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const onSubmit = async () => {
    const dayRate = numberTyped(rate, locale);
    const missing: FormError[] = [];
    if (!name.trim()) missing.push({ field: "place-name", message: t`A name is needed.` });
    if (!code.trim()) missing.push({ field: "place-code", message: t`A short code is needed.` });
    if (kind === "team" && dayRate === null)
      missing.push({ field: "place-rate", message: t`The price of a person-day is needed.` });
    setErrors(missing);
    if (missing.length > 0) return;
    const named = { code: code.trim(), name: name.trim() };
    const said = t`${named.name} is added.`;
    const outcome =
      kind === "unit"
        ? await addUnit(named, { said })
        : await addTeam({ ...named, dayRate: decimalText(dayRate ?? 0) }, { said });
    if (outcome.ok) {
      onAdded();
      onClose();
    } else setErrors(linesOf(outcome.problem, (path) => `place-${path === "dayRate" ? "rate" : path}`));
  };
  const action = kind === "unit" ? t`Add unit` : t`Add team`;
  return (
    <DialogForm
      title={action}
      action={action}
      errors={errors}
      isPending={isAddingUnit || isAddingTeam}
      onClose={onClose}
      onSubmit={() => void onSubmit()}
    >
      <TextField id="place-name" label={t`Name`} value={name} onChange={setName} autoFocus />
      <TextField
        id="place-code"
        label={t`Short code`}
        hint={t`Such as retail; it stands in addresses and files.`}
        value={code}
        onChange={setCode}
      />
      {kind === "team" && (
        <TextField
          id="place-rate"
          label={t`Price of a person-day`}
          inputMode="decimal"
          value={rate}
          onChange={setRate}
          after={currency}
        />
      )}
    </DialogForm>
  );
}
