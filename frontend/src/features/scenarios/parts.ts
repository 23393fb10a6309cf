import type { Choices } from "./choices.ts";
import type { ScenarioForm } from "./form.ts";

/** What each part of the form of a scenario is given. */
export interface PartProps {
  readonly form: ScenarioForm;
  readonly set: (change: Partial<ScenarioForm>) => void;
  readonly choices: Choices;
  /** What is wrong with a field, by its path. */
  readonly errorOf: (field: string) => string | undefined;
}
