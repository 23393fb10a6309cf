import { type MoneyValue, useMoney } from "#ui/Money.tsx";

/** A difference in money, always with its sign. */
export function Change({ value }: { value: MoneyValue }) {
  const money = useMoney();
  return (
    <span>
      {Number(value.amount) > 0 && "+"}
      {money(value)}
    </span>
  );
}
