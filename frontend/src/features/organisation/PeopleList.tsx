import { Trans, useLingui } from "@lingui/react/macro";
import { Suspense, useDeferredValue, useState } from "react";
import { graphql } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { Badge } from "#ui/Badge.tsx";
import { Button } from "#ui/Button.tsx";
import { EmptyState } from "#ui/EmptyState.tsx";
import { Icon } from "#ui/Icon.tsx";
import { Skeleton } from "#ui/Skeleton.tsx";
import { type Column, Table } from "#ui/Table.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { PeopleListQuery, PeopleListQuery$data } from "./__generated__/PeopleListQuery.graphql.ts";
import { AddPersonDialog } from "./AddPersonDialog.tsx";
import { AssignmentLine } from "./AssignmentLine.tsx";
import { AssignRoleDialog } from "./AssignRoleDialog.tsx";
import styles from "./Organisation.module.css";
import { RolesInWords } from "./RolesInWords.tsx";

type Person = PeopleListQuery$data["people"][number];

/** Everybody by name, with the roles that they hold and will hold. */
export function PeopleList({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useLingui();
  const [isAdding, setAdding] = useState(false);
  const { can } = useViewer();
  const shown = useDeferredValue(text);
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <TextField
          label={t`Find people`}
          hideLabel
          placeholder={t`Name or e-mail`}
          value={text}
          onChange={onText}
        />
        {can("add_person") && (
          <Button look="primary" onPress={() => setAdding(true)}>
            <Icon name="plus" size={16} />
            <Trans>Add person</Trans>
          </Button>
        )}
      </div>
      <Suspense fallback={<Skeleton kind="rows" />}>
        <Rows text={shown} />
      </Suspense>
      <RolesInWords />
      {isAdding && <AddPersonDialog onClose={() => setAdding(false)} onAdded={onText} />}
    </div>
  );
}

function Rows({ text }: { text: string }) {
  const { t } = useLingui();
  const { can } = useViewer();
  const [giving, setGiving] = useState<Person | null>(null);
  const [data] = useLiveQuery<PeopleListQuery>(
    graphql`
      query PeopleListQuery($text: String) {
        people(text: $text) {
          id
          name
          email
          active
          assignments { id ...AssignmentLine_assignment }
        }
      }
    `,
    { text: text || null },
    (event) => event.subjectKind === "person",
  );
  if (data.people.length === 0)
    return (
      <EmptyState icon="person" title={t`Nobody found`}>
        <Trans>Nobody has these words in name or e-mail address.</Trans>
      </EmptyState>
    );
  const columns: Column<Person>[] = [
    {
      id: "name",
      header: t`Name`,
      rowHeader: true,
      cell: (person) => (
        <>
          {person.name}
          {!person.active && (
            <Badge mark="hollow">
              <Trans>may not sign in</Trans>
            </Badge>
          )}
          <p className={styles.meta}>{person.email}</p>
        </>
      ),
    },
    {
      id: "roles",
      header: t`Roles`,
      cell: (person) =>
        person.assignments.length > 0 ? (
          <ul className={styles.roles}>
            {person.assignments.map((assignment) => (
              <AssignmentLine key={assignment.id} assignment={assignment} personName={person.name} />
            ))}
          </ul>
        ) : (
          <span className={styles.meta}>
            <Trans>Requester</Trans>
          </span>
        ),
    },
    ...(can("assign_role")
      ? [
          {
            id: "act",
            header: <span className="visually-hidden">{t`Actions`}</span>,
            align: "end" as const,
            cell: (person: Person) => (
              <Button size="small" onPress={() => setGiving(person)}>
                <Trans>Give a role</Trans>
                <span className="visually-hidden"> {person.name}</span>
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <Table caption={t`People`} columns={columns} rows={data.people} rowKey={(person) => person.id} />
      {data.people.length >= 100 && (
        <p className={styles.meta}>
          <Trans>The first 100 are shown; type a name to find others.</Trans>
        </p>
      )}
      {giving && <AssignRoleDialog person={giving} onClose={() => setGiving(null)} />}
    </>
  );
}
