import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useViewer } from "#app/viewer.tsx";
import { useCommand } from "#graphql/useCommand.ts";
import { percentText } from "#lib/format.ts";
import { numberTyped } from "#lib/numbers.ts";
import { Button } from "#ui/Button.tsx";
import { Percent, Since, useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import { Select } from "#ui/Select.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { Endorsements_request$key } from "./__generated__/Endorsements_request.graphql.ts";
import type { EndorsementsMutation } from "./__generated__/EndorsementsMutation.graphql.ts";
import styles from "./Request.module.css";

/** Other units' support, with the share of the cost that each would carry. */
export function Endorsements({ request }: { request: Endorsements_request$key }) {
  const { t } = useLingui();
  const locale = useLocale();
  const viewer = useViewer();
  const data = useFragment(
    graphql`
      fragment Endorsements_request on Request {
        id
        key
        unit { id name }
        may { endorse }
        endorsements { id costShare at unit { id name } by { id name } }
      }
    `,
    request,
  );
  const units = viewer.units.filter((one) => one.id !== data.unit.id);
  const [unitId, setUnitId] = useState(units[0]?.id);
  const unit = units.find((one) => one.id === unitId);
  const mine = data.endorsements.find((one) => one.unit.id === unitId);
  const [typed, setTyped] = useState<string | null>(null);
  const share = typed ?? (mine ? String(Math.round(mine.costShare * 100)) : "");
  const [wrong, setWrong] = useState<string | null>(null);
  const [endorse, isPending] = useCommand<EndorsementsMutation>(
    graphql`
      mutation EndorsementsMutation($request: ID!, $costShare: Float!, $unit: ID) {
        endorseRequest(request: $request, costShare: $costShare, unit: $unit) {
          __typename
          ... on EndorsementPayload { request { ...Endorsements_request ...Timeline_request } }
          ... on Problem { code message rule violations { path message } }
        }
      }
    `,
    { quiet: true },
  );
  if (data.endorsements.length === 0 && !data.may.endorse) return null;
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    const percent = share.trim() === "" ? 0 : numberTyped(share, locale);
    if (percent === null || percent < 0 || percent > 100) {
      setWrong(t`A share from 0 to ${percentText(1, locale)} is needed.`);
      return;
    }
    const outcome = await endorse(
      { request: data.id, costShare: percent / 100, unit: unit?.id },
      { said: unit ? t`${unit.name} endorses ${data.key}.` : t`Your unit endorses ${data.key}.` },
    );
    setWrong(outcome.ok ? null : outcome.problem.message);
  };
  return (
    <Card title={t`Endorsements`}>
      {data.endorsements.length > 0 ? (
        <ul className={styles.lines}>
          {data.endorsements.map((one) => (
            <li key={one.id}>
              <span>
                {one.unit.name} ·{" "}
                <Trans>
                  <Percent value={one.costShare} /> of the cost
                </Trans>
              </span>
              <span className={styles.meta}>
                {one.by.name}, <Since value={one.at} />
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className={styles.meta}>
          <Trans>No other unit supports it yet.</Trans>
        </p>
      )}
      {data.may.endorse && (
        <form className={styles.form} onSubmit={onSubmit} noValidate>
          {units.length > 1 && (
            <Select
              label={t`Unit that endorses`}
              value={unitId ?? null}
              onChange={(id) => {
                setUnitId(id);
                setTyped(null);
                setWrong(null);
              }}
              options={units.map((one) => ({ id: one.id, label: one.name }))}
            />
          )}
          <TextField
            label={t`Share of the cost that your unit would carry`}
            hint={t`0 is support in words; ${data.unit.name} pays what the others leave.`}
            inputMode="decimal"
            value={share}
            onChange={setTyped}
            error={wrong}
            after="%"
          />
          <div>
            <Button type="submit" isPending={isPending}>
              {mine ? <Trans>Change endorsement</Trans> : <Trans>Endorse request</Trans>}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
