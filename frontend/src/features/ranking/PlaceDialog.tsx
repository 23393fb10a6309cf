import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Button } from "#ui/Button.tsx";
import { Dialog } from "#ui/Dialog.tsx";
import { TextField } from "#ui/TextField.tsx";
import type { Destination } from "./order.ts";
import styles from "./Ranking.module.css";
import type { RankRowData } from "./rows.ts";

export interface PlaceDialogProps {
  row: RankRowData;
  of: number;
  place: number | null;
  onClose: () => void;
  onMove: (row: RankRowData, destination: Destination, reason: string | null) => void;
}

/** To a place by its number, with the reason that others will read. */
export default function PlaceDialog({ row, of, place, onClose, onMove }: PlaceDialogProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const wanted = /^\s*\d+\s*$/.test(typed) ? Number(typed) : null;
  const error =
    wanted === null || wanted < 1 || wanted > of
      ? t`A place is a whole number from 1 to ${of}.`
      : wanted === place
        ? t`It stands at place ${wanted} already.`
        : null;
  const submit = () => {
    setTried(true);
    if (error || wanted === null) return;
    onClose();
    onMove(row, { place: wanted }, reason.trim() || null);
  };
  return (
    <Dialog
      title={t`Place for ${row.key}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button look="quiet" onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button look="primary" type="submit" form="place-form">
            <Trans>Move request</Trans>
          </Button>
        </>
      }
    >
      <form
        id="place-form"
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <p>{row.title}</p>
        <TextField
          label={t`Place`}
          hint={place ? t`1 to ${of}; it stands at ${place} now` : t`1 to ${of}`}
          inputMode="numeric"
          autoFocus
          value={typed}
          onChange={setTyped}
          error={tried ? error : null}
        />
        <TextField
          label={t`Reason`}
          optional
          hint={t`Everyone who asks "why here?" reads it`}
          value={reason}
          onChange={setReason}
          maxLength={2000}
        />
      </form>
    </Dialog>
  );
}
