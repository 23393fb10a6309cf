import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { oneOf, searchOf, text } from "#lib/search.ts";
import { SORTS } from "./sorting.ts";

export const rankingRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/ranking",
    validateSearch: searchOf({ unit: text, filter: text, sort: oneOf(...SORTS) }),
    component: featurePage("ranking", () => import("./RankingPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/ranking/compare",
    validateSearch: searchOf({ unit: text }),
    component: featurePage("ranking", () => import("./WhichFirstPage.tsx")),
  }),
] as const;
