import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { flag, oneOf, searchOf, text } from "#lib/search.ts";
import { VALUES } from "./views.ts";

export const scenarioRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/scenarios",
    validateSearch: searchOf({ mine: flag, chosen: text }),
    component: featurePage("scenarios", () => import("./ScenariosPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/scenarios/new",
    validateSearch: searchOf({ from: text }),
    component: featurePage("scenarios", () => import("./EditorPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/scenarios/compare",
    validateSearch: searchOf({
      chosen: text,
      withoutLive: flag,
      all: flag,
      value: oneOf(...VALUES),
    }),
    component: featurePage("scenarios", () => import("./ComparePage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/scenarios/$id",
    validateSearch: searchOf({ all: flag, value: oneOf(...VALUES) }),
    component: featurePage("scenarios", () => import("./ScenarioPage.tsx")),
  }),
] as const;
