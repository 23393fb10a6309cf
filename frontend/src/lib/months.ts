/** Months travel as "2026-11". */
export type MonthText = string;

const indexOf = (month: MonthText): number => {
  const [year, number] = month.split("-").map(Number);
  return (year ?? 0) * 12 + (number ?? 1) - 1;
};

export const monthAfter = (month: MonthText, steps: number): MonthText => {
  const index = indexOf(month) + steps;
  return `${Math.floor(index / 12)}-${String((((index % 12) + 12) % 12) + 1).padStart(2, "0")}`;
};

export const monthsBetween = (from: MonthText, to: MonthText): number => indexOf(to) - indexOf(from);

export const monthOf = (date: Date): MonthText =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}`;

/** Both ends included. */
export const monthsFrom = (from: MonthText, to: MonthText): MonthText[] =>
  Array.from({ length: Math.max(0, monthsBetween(from, to) + 1) }, (_, at) => monthAfter(from, at));
