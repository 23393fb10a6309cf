/**
 * Reads what a person typed in their locale ("1.234,5", "1 234.5", "12"); null when it is not a number.
 * No figure here has three decimals, so "33.000" means thousands in every language: read as 33 it would be a
 * thousandth of what somebody used to points meant.
 */
export function numberTyped(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const group = parts.find((part) => part.type === "group")?.value ?? ",";
  let plain = text.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  if (plain === "") return null;
  if (/^[+-]?[1-9]\d{0,2}(([.,])\d{3})(\2\d{3})*$/.test(plain)) return Number(plain.replace(/[.,]/g, ""));
  const other = decimal === "," ? "." : ",";
  if (plain.includes(decimal)) plain = plain.split(group).join("").replace(decimal, ".");
  else plain = plain.replace(other, ".");
  return /^[+-]?\d*\.?\d+$|^[+-]?\d+\.$/.test(plain) ? Number(plain) : null;
}

/** A decimal amount for the wire, rounded to cents. */
export const decimalText = (value: number): string => value.toFixed(2);
