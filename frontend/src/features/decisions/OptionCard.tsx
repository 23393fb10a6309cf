import { Trans, useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { classes } from "#lib/classes.ts";
import { Badge } from "#ui/Badge.tsx";
import { Days, Money, MonthText, Percent } from "#ui/Money.tsx";
import { Facts } from "#ui/Page.tsx";
import type { OptionCard_option$key } from "./__generated__/OptionCard_option.graphql.ts";
import styles from "./Decisions.module.css";
import { CONSENTS, KINDS, RESCHEDULE } from "./words.ts";

export interface OptionCardProps {
  option: OptionCard_option$key;
  isChosen: boolean;
  isOutcome: boolean;
  /** Null where the reader may not choose it. */
  onChoose: (() => void) | null;
  /** The unit that decides alone where nobody else's consent is needed; null when the reader owns it. */
  decider: string | null;
  /** The board decides now, whoever's consent an option needed before. */
  isWithBoard: boolean;
}

/** One way out: its price, the value at stake, days, dates, who gives way, whose consent it needs, and why it is there. */
export function OptionCard({ option, isChosen, isOutcome, onChoose, decider, isWithBoard }: OptionCardProps) {
  const { t, i18n } = useLingui();
  const data = useFragment(
    graphql`
      fragment OptionCard_option on Option {
        id
        number
        kind
        consent
        title
        why
        price { amount currency }
        valueAtStake { amount currency }
        earliestMonth
        finishMonth
        scopeShare
        asks { id name }
        asksBoard
        displaced { toMonth request { id key title unit { id name } } }
        extraCapacity { team { id name } month days }
      }
    `,
    option,
  );
  const consent = CONSENTS[data.consent];
  const isMoveOnly =
    data.kind === "DISPLACE" &&
    data.displaced.length > 0 &&
    data.displaced.every((one) => one.toMonth != null);
  const bought = data.extraCapacity.reduce((total, one) => total + (one.days ?? 0), 0);
  const asked = [...data.asks.map((unit) => unit.name), ...(data.asksBoard ? [t`Governance board`] : [])];
  return (
    <article className={classes(styles.option, isChosen && styles.chosen, isOutcome && styles.outcome)}>
      <p className={styles.kind}>
        <span>{i18n._(isMoveOnly ? RESCHEDULE : KINDS[data.kind])}</span>
        {isOutcome && (
          <Badge tone="good">
            <Trans>Decided</Trans>
          </Badge>
        )}
      </p>
      <h2 className={styles.optionTitle}>
        {onChoose ? (
          <label>
            <input
              type="radio"
              name="option"
              id={`option-${data.id}`}
              checked={isChosen}
              onChange={onChoose}
              aria-describedby={`option-${data.id}-why`}
            />
            <span>{data.title}</span>
          </label>
        ) : (
          data.title
        )}
      </h2>
      {!isWithBoard && (
        <Badge tone={consent.tone}>
          {data.consent === "YOURS" && decider ? t`${decider} decides alone` : i18n._(consent.name)}
        </Badge>
      )}
      <Facts
        facts={[
          [t`Price`, data.price ? <Money key="price" value={data.price} /> : t`not quoted yet`],
          [t`Value at stake`, <Money key="stake" value={data.valueAtStake} />],
          data.earliestMonth != null && [t`Starts`, <MonthText key="start" value={data.earliestMonth} />],
          data.finishMonth != null && [t`Finishes`, <MonthText key="finish" value={data.finishMonth} />],
          bought > 0 && [t`More capacity`, <Days key="days" value={bought} />],
          data.scopeShare !== null &&
            data.scopeShare !== undefined &&
            data.scopeShare < 1 && [t`Part delivered`, <Percent key="share" value={data.scopeShare} />],
        ]}
      />
      <div>
        <p className={styles.small}>
          <Trans>Who gives way</Trans>
        </p>
        {data.displaced.length > 0 ? (
          <ul>
            {data.displaced.map(({ request, toMonth }) => (
              <li key={request.id}>
                {request.key} {request.title} <small>({request.unit.name})</small>
                <br />
                <small>
                  {toMonth ? (
                    <Trans>
                      moves to <MonthText value={toMonth} />
                    </Trans>
                  ) : (
                    <Trans>leaves this plan</Trans>
                  )}
                </small>
              </li>
            ))}
          </ul>
        ) : (
          <p>
            <Trans>Nobody</Trans>
          </p>
        )}
      </div>
      {asked.length > 0 && !isWithBoard && (
        <div>
          <p className={styles.small}>
            <Trans>Must agree</Trans>
          </p>
          <p>{asked.join(", ")}</p>
        </div>
      )}
      <p id={`option-${data.id}-why`} className={styles.why}>
        {data.why}
      </p>
    </article>
  );
}
