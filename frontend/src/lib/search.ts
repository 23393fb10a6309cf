/** Readers for search parameters: whatever stands in the address, a view gets a value of its type or nothing. */
export const text = (raw: unknown): string | undefined =>
  typeof raw === "string" && raw !== "" ? raw : typeof raw === "number" ? String(raw) : undefined;

export const oneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (raw: unknown): T | undefined =>
    allowed.find((value) => value === raw);

export const manyOf =
  <T extends string>(...allowed: readonly T[]) =>
  (raw: unknown): T[] | undefined => {
    const given = Array.isArray(raw) ? raw : [raw];
    const known = allowed.filter((value) => given.includes(value));
    return known.length > 0 ? known : undefined;
  };

export const flag = (raw: unknown): true | undefined => (raw === true || raw === "true" ? true : undefined);

export const month = (raw: unknown): string | undefined =>
  typeof raw === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(raw) ? raw : undefined;

/** Only a path of this site; a full address would send people elsewhere after sign-in. */
export const localPath = (raw: unknown): string | undefined =>
  typeof raw === "string" && /^\/(?![/\\])/.test(raw) ? raw : undefined;

type Readers = Record<string, (raw: unknown) => unknown>;
export type Search<R extends Readers> = { [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined> };

/** A view's `validateSearch`: keeps the parameters that can be read, drops the rest. */
export const searchOf =
  <R extends Readers>(readers: R) =>
  (raw: Record<string, unknown>): Search<R> => {
    const found: Record<string, unknown> = {};
    for (const [name, read] of Object.entries(readers)) {
      const value = read(raw[name]);
      if (value !== undefined) found[name] = value;
    }
    return found as Search<R>;
  };
