import { monthText } from "#lib/format.ts";

/** "Nov" or, at the turn of the year, "Jan 27". */
export const shortMonth = (month: string, locale: string): string => {
  const text = monthText(month, locale);
  return month.endsWith("-01") ? text.replace(/\d\d(\d\d)$/, "$1") : text.replace(/\s*\d{4}$/, "");
};
