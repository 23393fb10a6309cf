import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { oneOf, searchOf } from "#lib/search.ts";

export const realisationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/reviews",
    validateSearch: searchOf({
      status: oneOf("SCHEDULED", "DUE", "CLOSED"),
      record: oneOf("UNIT", "CATEGORY", "ROUTE", "OWNER"),
      efforts: oneOf("TEAM", "UNIT", "CATEGORY", "ROUTE"),
      again: oneOf("decisions"),
    }),
    component: featurePage("realisation", () => import("./ReviewsPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/reviews/$id",
    component: featurePage("realisation", () => import("./ReviewPage.tsx")),
  }),
] as const;
