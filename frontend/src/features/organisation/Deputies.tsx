import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { Button } from "#ui/Button.tsx";
import { type FormError, FormErrors } from "#ui/FormErrors.tsx";
import { DateText } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { DeputiesMutation } from "./__generated__/DeputiesMutation.graphql.ts";
import type { DeputiesQuery } from "./__generated__/DeputiesQuery.graphql.ts";
import { dayAhead, endOfDay, lastDayOf, startOfDay } from "./dates.ts";
import styles from "./Organisation.module.css";
import { linesOf } from "./problems.ts";

const HOLIDAY_DAYS = 14;

/** Somebody of the business who decides in my place for a while; every decision then shows both names. */
export function Deputies() {
  const { t } = useLingui();
  const viewer = useViewer();
  const [round, setRound] = useState(0);
  const [deputy, setDeputy] = useState<string | null>(null);
  const [unit, setUnit] = useState<string | null>(viewer.is("BOARD") ? null : (viewer.units[0]?.id ?? null));
  const [from, setFrom] = useState(dayAhead(0));
  const [until, setUntil] = useState(dayAhead(HOLIDAY_DAYS));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const { people } = useLazyLoadQuery<DeputiesQuery>(
    graphql`
      query DeputiesQuery {
        people {
          id
          name
          active
          assignments { id role from until unit { id name } actsFor { id } }
        }
      }
    `,
    {},
    { fetchPolicy: "store-and-network", fetchKey: round },
  );
  const [name, isPending] = useCommand<DeputiesMutation>(
    graphql`
      mutation DeputiesMutation($deputy: ID!, $from: DateTime!, $until: DateTime!, $unit: ID) {
        nameDeputy(deputy: $deputy, from: $from, until: $until, unit: $unit) {
          __typename
          ... on AssignmentPayload { assignment { id } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  const mine = people.flatMap((person) =>
    person.assignments
      .filter(
        (one) => one.actsFor?.id === viewer.person.id && (!one.until || Date.parse(one.until) > Date.now()),
      )
      .map((one) => ({ ...one, name: person.name })),
  );
  const others = people.filter(
    (person) =>
      person.active && person.id !== viewer.person.id && person.assignments.every((one) => one.role !== "IT"),
  );
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: FormError[] = [];
    if (!deputy) missing.push({ field: "deputy", message: t`Choose who stands in.` });
    if (!from || !until || until < from)
      missing.push({ field: "deputy-until", message: t`Give a first and a last day, in this order.` });
    setErrors(missing);
    if (!deputy || missing.length > 0) return;
    const outcome = await name(
      {
        deputy,
        // From today means from now.
        from: from <= dayAhead(0) ? new Date().toISOString() : startOfDay(from),
        until: endOfDay(until),
        unit,
      },
      { said: t`Your deputy is named.` },
    );
    if (outcome.ok) {
      setDeputy(null);
      setRound(round + 1);
    } else setErrors(linesOf(outcome.problem));
  };
  const offices = [
    ...(viewer.is("BOARD") ? [{ id: "board", label: t`Governance board` }] : []),
    ...viewer.units.map((one) => ({ id: one.id, label: one.name })),
  ];
  return (
    <Card title={t`Deputies`}>
      {mine.length > 0 ? (
        <ul className={styles.lines}>
          {mine.map((one) => (
            <li key={one.id}>
              <span>
                {one.name} · {one.unit?.name ?? t`Governance board`}
              </span>
              <span className={styles.meta}>
                <Trans>
                  <DateText value={one.from} /> to{" "}
                  <DateText value={one.until ? lastDayOf(one.until) : null} />
                </Trans>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.meta}>
          <Trans>
            Nobody stands in for you. While you are away, questions would go to the board unanswered.
          </Trans>
        </p>
      )}
      <form className={styles.stack} onSubmit={onSubmit} noValidate>
        <FormErrors errors={errors} />
        <div className={styles.pair}>
          <div id="deputy" tabIndex={-1}>
            <Select
              label={t`Who stands in`}
              placeholder={t`Choose`}
              value={deputy}
              onChange={setDeputy}
              options={others.map((person) => ({ id: person.id, label: person.name }))}
            />
          </div>
          {offices.length > 1 && (
            <Select
              label={t`For what`}
              value={unit ?? "board"}
              onChange={(office) => setUnit(office === "board" ? null : office)}
              options={offices}
            />
          )}
          <TextField type="date" label={t`First day`} value={from} onChange={setFrom} />
          <TextField id="deputy-until" type="date" label={t`Last day`} value={until} onChange={setUntil} />
        </div>
        <div>
          <Button type="submit" isPending={isPending}>
            <Trans>Name deputy</Trans>
          </Button>
        </div>
      </form>
    </Card>
  );
}
