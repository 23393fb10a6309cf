import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useCommand } from "#graphql/useCommand.ts";
import { Choices } from "#ui/Choices.tsx";
import type { FormError } from "#ui/FormErrors.tsx";
import { Row } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { AssignRoleDialogMutation } from "./__generated__/AssignRoleDialogMutation.graphql.ts";
import type { AssignRoleDialogQuery } from "./__generated__/AssignRoleDialogQuery.graphql.ts";
import { DialogForm } from "./DialogForm.tsx";
import { endOfDay, startOfDay } from "./dates.ts";
import { linesOf } from "./problems.ts";
import { type GivenRole, ROLES } from "./words.ts";

export interface AssignRoleDialogProps {
  person: { readonly id: string; readonly name: string };
  onClose: () => void;
}

/** A role for a time: the choice says in words what the role may do and what it never may. */
export function AssignRoleDialog({ person, onClose }: AssignRoleDialogProps) {
  const { t, i18n } = useLingui();
  const [role, setRole] = useState<GivenRole | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { units, teams } = useLazyLoadQuery<AssignRoleDialogQuery>(
    graphql`
      query AssignRoleDialogQuery {
        units { id name }
        teams { id name }
      }
    `,
    {},
  );
  const [assign, isPending] = useCommand<AssignRoleDialogMutation>(
    graphql`
      mutation AssignRoleDialogMutation(
        $person: ID!
        $role: Role!
        $unit: ID
        $team: ID
        $from: DateTime
        $until: DateTime
      ) {
        assignRole(person: $person, role: $role, unit: $unit, team: $team, from: $from, until: $until) {
          __typename
          ... on AssignmentPayload { person { id assignments { id ...AssignmentLine_assignment } } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const places = role === "OWNER" ? units : role === "IT" ? teams : [];
  const onSubmit = async () => {
    const missing: FormError[] = [];
    if (!role) missing.push({ field: "role", message: t`Choose a role.` });
    if (places.length > 0 && !place)
      missing.push({ field: "place", message: role === "IT" ? t`Choose a team.` : t`Choose a unit.` });
    setErrors(missing);
    if (!role || missing.length > 0) return;
    const outcome = await assign(
      {
        person: person.id,
        role,
        unit: role === "OWNER" ? place : null,
        team: role === "IT" ? place : null,
        from: from ? startOfDay(from) : null,
        until: until ? endOfDay(until) : null,
      },
      { said: t`${person.name} has the role.` },
    );
    if (outcome.ok) onClose();
    else setErrors(linesOf(outcome.problem));
  };
  return (
    <DialogForm
      title={t`Give ${person.name} a role`}
      action={t`Give role`}
      errors={errors}
      isPending={isPending}
      onClose={onClose}
      onSubmit={() => void onSubmit()}
    >
      <div id="role" tabIndex={-1}>
        <Choices
          label={t`Role`}
          value={role}
          onChange={(next) => {
            setRole(next);
            setPlace(null);
          }}
          options={(Object.keys(ROLES) as GivenRole[]).map((id) => ({
            id,
            label: i18n._(ROLES[id].name),
            hint: `${i18n._(ROLES[id].may)} ${i18n._(ROLES[id].never)}`,
          }))}
        />
      </div>
      {places.length > 0 && (
        <div id="place" tabIndex={-1}>
          <Select
            label={role === "IT" ? t`Team` : t`Unit`}
            placeholder={t`Choose`}
            value={place}
            onChange={setPlace}
            options={places.map(({ id, name }) => ({ id, label: name }))}
          />
        </div>
      )}
      <Row>
        <TextField type="date" optional label={t`From`} value={from} onChange={setFrom} />
        <TextField type="date" optional label={t`Last day`} value={until} onChange={setUntil} />
      </Row>
    </DialogForm>
  );
}
