import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { moneyText } from "#lib/format.ts";
import { Waterfall } from "#ui/charts/Waterfall.tsx";
import { useLocale } from "#ui/Money.tsx";
import { Card } from "#ui/Page.tsx";
import type { ValueSteps_review$key } from "./__generated__/ValueSteps_review.graphql.ts";
import styles from "./Reviews.module.css";

/** From the promise to what came true, by named parts: the month of delivery, what nobody measured, and each benefit. */
export function ValueSteps({ review }: { review: ValueSteps_review$key }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { status, steps } = useFragment(
    graphql`
      fragment ValueSteps_review on ValueReview {
        status
        steps {
          kind
          months
          amount { amount currency }
          benefit { id metric }
        }
      }
    `,
    review,
  );
  const currency = steps[0]?.amount.currency;
  if (!currency || steps.every(({ amount }) => Number(amount.amount) === 0)) return null;
  const unmeasured = steps.find(({ kind }) => kind === "NOT_MEASURED")?.months ?? 0;
  const named = ({ kind, amount, benefit }: (typeof steps)[number]): string => {
    const isLess = Number(amount.amount) < 0;
    switch (kind) {
      case "PROMISED":
        return t`Promised by then`;
      case "DELIVERY":
        return isLess ? t`Delivered later than promised` : t`Delivered sooner than promised`;
      case "NOT_MEASURED":
        return t`Not measured, so not known`;
      case "BENEFIT":
        return isLess
          ? t`${benefit?.metric ?? ""}: less than promised`
          : t`${benefit?.metric ?? ""}: more than promised`;
      default:
        return t`Realised`;
    }
  };
  return (
    <Card title={t`From the promise to what came true`}>
      <Waterfall
        caption={t`From the promise to what came true`}
        of={t`Part`}
        steps={steps.map((step, at) => ({
          id: `${at} ${step.kind}`,
          label: named(step),
          value: Number(step.amount.amount),
          isTotal: step.kind === "PROMISED" || step.kind === "REALISED",
        }))}
        figure={(amount, isChange) =>
          `${isChange && amount > 0 ? "+" : ""}${moneyText({ amount: String(amount), currency }, locale)}`
        }
      />
      <p className={styles.meta}>
        {unmeasured > 0 && (
          <Plural
            value={unmeasured}
            one="# month of a benefit is not measured: what it brought is not known, which is not nothing."
            other="# months of benefits are not measured: what they brought is not known, which is not nothing."
          />
        )}
        {status === "CLOSED" && (
          <Trans>By what is on record now, with what was measured after the review was closed.</Trans>
        )}
      </p>
    </Card>
  );
}
