/** Reads what a person typed in their locale ("1.234,5", "1 234.5", "12"); null when it is not a number. */
export function numberTyped(text: string, locale: string): number | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(12345.6);
  const decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
  const group = parts.find((part) => part.type === "group")?.value ?? ",";
  let plain = text.trim().replace(/[\s\u00a0\u202f'’]/g, "");
  if (plain === "") return null;
  const other = decimal === "," ? "." : ",";
  if (plain.includes(decimal)) plain = plain.split(group).join("").replace(decimal, ".");
  else if (group === other && new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+$`).test(plain)) {
    plain = plain.split(group).join("");
  } else plain = plain.replace(other, ".");
  return /^[+-]?\d*\.?\d+$|^[+-]?\d+\.$/.test(plain) ? Number(plain) : null;
}

/** A decimal amount for the wire, rounded to cents. */
export const decimalText = (value: number): string => value.toFixed(2);
