import { useLingui } from "@lingui/react/macro";
import { graphql, useFragment } from "react-relay";
import { monthText } from "#lib/format.ts";
import { monthAfter, monthsFrom } from "#lib/months.ts";
import { useLocale } from "#ui/Money.tsx";
import type { PickerOption } from "#ui/Picker.tsx";
import type { choices_query$key } from "./__generated__/choices_query.graphql.ts";

export interface RankedOption extends PickerOption {
  readonly unit: string;
  /** In its unit's list, not yet committed. */
  readonly isRanked: boolean;
}

/** All that can be chosen in the form of a scenario. */
export interface Choices {
  readonly teams: readonly PickerOption[];
  readonly units: readonly PickerOption[];
  readonly months: readonly PickerOption[];
  readonly requests: readonly RankedOption[];
  readonly questions: readonly (PickerOption & { readonly options: readonly PickerOption[] })[];
  readonly firstMonth: string;
}

export function useChoices(query: choices_query$key): Choices {
  const { t } = useLingui();
  const locale = useLocale();
  const { plan, teams, units, open, escalated } = useFragment(
    graphql`
      fragment choices_query on Query {
        teams {
          id
          name
        }
        units {
          id
          name
        }
        plan {
          id
          firstMonth
          horizonMonths
          entries {
            id
            place
            unit {
              id
              name
            }
            request {
              id
              key
              title
              state
            }
          }
        }
        open: priorityQuestions(status: OPEN, first: 100) {
          edges {
            node {
              ...choices_question @relay(mask: false)
            }
          }
        }
        escalated: priorityQuestions(status: ESCALATED, first: 100) {
          edges {
            node {
              ...choices_question @relay(mask: false)
            }
          }
        }
      }
    `,
    query,
  );
  const { firstMonth, horizonMonths } = plan;
  return {
    firstMonth,
    teams: teams.map(({ id, name }) => ({ id, label: name })),
    units: units.map(({ id, name }) => ({ id, label: name })),
    months: monthsFrom(firstMonth, monthAfter(firstMonth, horizonMonths - 1)).map((month) => ({
      id: month,
      label: monthText(month, locale),
    })),
    requests: plan.entries.map(({ request, unit, place }) => ({
      id: request.id,
      label: `${request.key} ${request.title}`,
      hint: place > 0 ? t`${unit.name}, place ${place} in the portfolio` : t`${unit.name}, holds its months`,
      unit: unit.id,
      isRanked: request.state === "RANKED",
    })),
    questions: [...open.edges, ...escalated.edges].map(({ node }) => ({
      id: node.id,
      label: t`Question ${node.number}: ${node.request.key} ${node.request.title}`,
      options: node.options.map(({ id, title, why }) => ({ id, label: title, hint: why })),
    })),
  };
}

graphql`
  fragment choices_question on PriorityQuestion {
    id
    number
    request {
      id
      key
      title
    }
    options {
      id
      title
      why
    }
  }
`;
