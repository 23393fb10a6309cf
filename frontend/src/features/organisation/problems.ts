import type { Problem } from "#graphql/useCommand.ts";
import type { FormError } from "#ui/FormErrors.tsx";

/** A refusal as the lines of a form; `fieldOf` names the field that a path belongs to. */
export const linesOf = (
  problem: Problem,
  fieldOf: (path: string) => string | null = () => null,
): FormError[] =>
  problem.violations.length > 0
    ? problem.violations.map((one) => ({ field: fieldOf(one.path), message: one.message }))
    : [{ field: null, message: problem.message }];
