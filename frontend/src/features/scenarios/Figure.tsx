import { Trans } from "@lingui/react/macro";
import { useViewer } from "#app/viewer.tsx";
import { Days, Money, Num, Percent } from "#ui/Money.tsx";
import { FIGURES, type FigureName } from "./figures.ts";

/** One total of a plan with its unit, in the reader's numbers. */
export function Figure({ figure, value }: { figure: FigureName; value: number }) {
  const { currency } = useViewer();
  switch (FIGURES[figure].kind) {
    case "money":
      return <Money value={{ amount: String(value), currency }} />;
    case "days":
      return <Days value={value} />;
    case "share":
      return <Percent value={value} />;
    case "place":
      return <Trans>place {value}</Trans>;
    case "count":
      return <Num value={value} digits={0} />;
  }
}
