import { useEffect, useState } from "react";
import { emptyForm, newKey, type ScenarioForm } from "./form.ts";

const addressOf = (from: string | null) => `mandate.scenario.${from ?? "new"}`;

/**
 * What is typed into a scenario, kept in this window until it is saved: a reload, an ended session or a wrong click
 * takes nothing away. Says whether it was found from before.
 */
export function useKeptForm(from: string | null, initial: () => ScenarioForm) {
  const address = addressOf(from);
  const [{ form, isFound }, setState] = useState(() => {
    const found = read(sessionStorage.getItem(address));
    return { form: found ?? initial(), isFound: found !== null };
  });
  const [isTouched, setTouched] = useState(false);
  useEffect(() => {
    // At every key: the form is small, and what is kept later than that can be lost.
    if (isTouched) sessionStorage.setItem(address, JSON.stringify(form));
  }, [address, form, isTouched]);
  return {
    form,
    isFound,
    set: (change: Partial<ScenarioForm>) => {
      setTouched(true);
      setState((before) => ({ ...before, form: { ...before.form, ...change } }));
    },
    /** Back to what it began with. */
    startAnew: () => {
      sessionStorage.removeItem(address);
      setTouched(false);
      setState({ form: initial(), isFound: false });
    },
    forget: () => {
      setTouched(false);
      sessionStorage.removeItem(address);
    },
  };
}

/** A form as it was kept; keys of lines are given anew, so that none stands twice. Null when nothing usable was kept. */
export function read(kept: string | null): ScenarioForm | null {
  if (!kept) return null;
  try {
    const form = { ...emptyForm(), ...(JSON.parse(kept) as Partial<ScenarioForm>) };
    const renewed = <T extends { key: string }>(lines: T[]): T[] =>
      lines.map((line) => ({ ...line, key: newKey() }));
    return {
      ...form,
      capacity: renewed(form.capacity),
      budgets: renewed(form.budgets),
      order: renewed(form.order),
      moves: renewed(form.moves),
      requestsIn: renewed(form.requestsIn).map((line) => ({ ...line, efforts: renewed(line.efforts) })),
      requestsOut: renewed(form.requestsOut),
      options: renewed(form.options),
    };
  } catch {
    return null;
  }
}
