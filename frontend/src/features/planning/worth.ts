interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface Team {
  readonly id: string;
  readonly name: string;
}

export interface OfDay {
  readonly team: Team;
  readonly month: string;
  readonly perPersonDay: Amount;
}

export interface OfPerson {
  readonly team: Team;
  readonly atLeast?: Amount | null;
  readonly about: Amount;
  readonly perPersonMonth: Amount;
}

export interface TeamWorth {
  readonly team: Team;
  /** The month in which one more day brings most, as the plan stands. */
  readonly best: OfDay | null;
  /** What one more person would be worth through all months; null until the plan of most value was calculated. */
  readonly person: OfPerson | null;
}

/** Both views of what more days are worth, in one line for each team; by name, so that no team stands first by its worth. */
export function worthOf(days: readonly OfDay[], persons: readonly OfPerson[]): TeamWorth[] {
  const found = new Map<string, TeamWorth>();
  for (const person of persons) found.set(person.team.id, { team: person.team, best: null, person });
  for (const day of days) {
    const before = found.get(day.team.id) ?? { team: day.team, best: null, person: null };
    const isBetter =
      !before.best || Number(day.perPersonDay.amount) > Number(before.best.perPersonDay.amount);
    found.set(day.team.id, isBetter ? { ...before, best: day } : before);
  }
  return [...found.values()].sort((one, other) => one.team.name.localeCompare(other.team.name));
}
