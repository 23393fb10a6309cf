import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { IconButton } from "#ui/Button.tsx";
import { Confirm } from "#ui/Dialog.tsx";
import { Icon } from "#ui/Icon.tsx";
import { DateText } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { AssignmentLine_assignment$key } from "./__generated__/AssignmentLine_assignment.graphql.ts";
import type { AssignmentLineEndMutation } from "./__generated__/AssignmentLineEndMutation.graphql.ts";
import { lastDayOf } from "./dates.ts";
import styles from "./Organisation.module.css";
import { roleName } from "./words.ts";

/** One role with its dates; ending it asks for the person's name, because others then decide. */
export function AssignmentLine({
  assignment,
  personName,
}: {
  assignment: AssignmentLine_assignment$key;
  personName: string;
}) {
  const { t, i18n } = useLingui();
  const { can } = useViewer();
  const data = useFragment(
    graphql`
      fragment AssignmentLine_assignment on Assignment {
        id
        role
        from
        until
        unit { id name }
        team { id name }
        actsFor { id name }
      }
    `,
    assignment,
  );
  const [isEnding, setEnding] = useState(false);
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [end, isPending] = useCommand<AssignmentLineEndMutation>(graphql`
    mutation AssignmentLineEndMutation($assignment: ID!) {
      endAssignment(assignment: $assignment) {
        __typename
        ... on AssignmentPayload { person { id assignments { id ...AssignmentLine_assignment } } }
        ... on Problem { code message rule violations { path message } }
      }
    }
  `);
  const place = data.unit?.name ?? data.team?.name;
  const role = i18n._(roleName(data.role));
  const name = place ? `${role}, ${place}` : role;
  const over = data.until !== null && data.until !== undefined && Date.parse(data.until) <= Date.now();
  const onEnd = async () => {
    if (typed.trim().toLowerCase() !== personName.toLowerCase()) {
      setWrong(t`Type ${personName}.`);
      return;
    }
    const outcome = await end({ assignment: data.id }, { said: t`${personName} is no longer ${name}.` });
    if (outcome.ok) setEnding(false);
  };
  return (
    <li>
      <span>
        {name}
        {data.actsFor && (
          <>
            {" "}
            <Trans>as deputy of {data.actsFor.name}</Trans>
          </>
        )}
      </span>
      <span className={styles.meta}>
        {data.until ? (
          <Trans>
            <DateText value={data.from} /> to <DateText value={lastDayOf(data.until)} />
          </Trans>
        ) : (
          <Trans>
            since <DateText value={data.from} />
          </Trans>
        )}
      </span>
      {can("end_assignment") && !over && (
        <IconButton
          size="small"
          label={t`End the role ${name} of ${personName}`}
          onPress={() => setEnding(true)}
        >
          <Icon name="close" size={14} />
        </IconButton>
      )}
      <Confirm
        title={t`End the role ${name}`}
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        action={t`End role`}
        danger
        isPending={isPending}
        onConfirm={() => void onEnd()}
      >
        <div className={styles.stack}>
          <p>
            <Trans>
              From now on {personName} no longer decides there, and deputies named for it end too. Past
              decisions stay in the record.
            </Trans>
          </p>
          <TextField
            label={t`Type the name to confirm: ${personName}`}
            value={typed}
            onChange={setTyped}
            error={wrong}
            autoFocus
          />
        </div>
      </Confirm>
    </li>
  );
}
