import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { oneOf, searchOf, text } from "#lib/search.ts";

export const rankingRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/ranking",
    validateSearch: searchOf({
      unit: text,
      filter: text,
      sort: oneOf("value", "age", "effort"),
    }),
    component: featurePage("ranking", () => import("./RankingPage.tsx")),
  }),
] as const;
