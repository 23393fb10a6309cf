import { useLingui } from "@lingui/react/macro";
import type { PickerOption } from "#ui/Picker.tsx";
import { Select } from "#ui/Select.tsx";
import type { PartProps } from "./parts.ts";

interface Span {
  readonly month: string | null;
  readonly untilMonth: string | null;
}

export interface MonthsProps {
  path: string;
  months: readonly PickerOption[];
  line: Span;
  onChange: (span: Span) => void;
  errorOf: PartProps["errorOf"];
}

const ALONE = "alone";

/** From a month on, that one alone or until another; an end before the start cannot be chosen. */
export function Months({ path, months, line, onChange, errorOf }: MonthsProps) {
  const { t } = useLingui();
  return (
    <>
      <Select
        id={`${path}.month`}
        label={t`From`}
        placeholder={t`Choose`}
        options={months}
        value={line.month}
        onChange={(month) =>
          onChange({
            month,
            untilMonth: line.untilMonth && line.untilMonth > month ? line.untilMonth : null,
          })
        }
        error={errorOf(`${path}.month`)}
      />
      <Select
        id={`${path}.untilMonth`}
        label={t`Until`}
        options={[
          { id: ALONE, label: t`that month alone` },
          ...months.filter(({ id }) => line.month !== null && id > line.month),
        ]}
        value={line.untilMonth ?? ALONE}
        onChange={(month) => onChange({ ...line, untilMonth: month === ALONE ? null : month })}
        error={errorOf(`${path}.untilMonth`)}
      />
    </>
  );
}
