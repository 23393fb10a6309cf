import type { MoneyValue } from "#ui/Money.tsx";
import type { RequestState } from "#ui/StateBadge.tsx";
import type { RankingPageQuery$data } from "./__generated__/RankingPageQuery.graphql.ts";
import type { Sortable } from "./sorting.ts";

type Ranking = NonNullable<RankingPageQuery$data["ranking"]>;
type Entry = Ranking["entries"][number];
type Waiting = Ranking["unranked"][number];

/** What a row of the list shows of a request. */
export interface RankRowData extends Sortable {
  readonly id: string;
  readonly state: RequestState;
  readonly calibratedValue: MoneyValue;
  readonly deadline: string | null;
  readonly startMonth: string | null;
  readonly finishMonth: string | null;
  readonly portfolioPlace: number | null;
  readonly isClarifying: boolean;
  /** Owners disagree about it and a neighbour. */
  readonly isDisputed: boolean;
  /** It waits for its owner to confirm it anew, and has no place in the portfolio meanwhile. */
  readonly isUndecided: boolean;
  /** Why it stands here in the unit's list, and what would bring it above the next one. */
  readonly whyHere: string | null;
  readonly wouldRaise: string | null;
}

const shared = (request: Entry["request"] | Waiting) => ({
  id: request.id,
  key: request.key,
  title: request.title,
  state: request.state,
  value: Number(request.calibratedValue.amount),
  calibratedValue: request.calibratedValue,
  submittedAt: request.submittedAt ?? null,
  deadline: request.deadline ?? null,
  isClarifying: Boolean(request.clarification && !request.clarification.answeredAt),
});

const made = new WeakMap<object, RankRowData>();

/** The same row object for the same data, so that only rows that changed are drawn again. */
function once(source: object, make: () => RankRowData): RankRowData {
  const known = made.get(source);
  if (known) return known;
  const row = make();
  made.set(source, row);
  return row;
}

export const rowOfEntry = (entry: Entry): RankRowData =>
  once(entry, () => ({
    ...shared(entry.request),
    effort: entry.effortDays,
    startMonth: entry.startMonth ?? null,
    finishMonth: entry.finishMonth ?? null,
    portfolioPlace: entry.portfolioPlace ?? null,
    isDisputed: entry.disputed,
    isUndecided: entry.undecidedTooLong,
    whyHere: entry.whyHere,
    wouldRaise: entry.wouldRaise ?? null,
  }));

export const rowOfWaiting = (request: Waiting): RankRowData =>
  once(request, () => ({
    ...shared(request),
    effort: request.calibratedEffort?.plannedDays ?? null,
    startMonth: null,
    finishMonth: null,
    portfolioPlace: null,
    isDisputed: false,
    isUndecided: request.undecidedTooLong,
    whyHere: null,
    wouldRaise: null,
  }));
