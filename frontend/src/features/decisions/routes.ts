import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { flag, oneOf, searchOf } from "#lib/search.ts";

export const decisionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/questions",
    validateSearch: searchOf({
      status: oneOf("OPEN", "ESCALATED", "DECIDED", "LAPSED"),
      mine: flag,
    }),
    component: featurePage("decisions", () => import("./QuestionsPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/questions/$id",
    component: featurePage("decisions", () => import("./QuestionPage.tsx")),
  }),
] as const;
