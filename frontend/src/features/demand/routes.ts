import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { flag, manyOf, oneOf, searchOf, text } from "#lib/search.ts";
import { ORDERS, STATES } from "./states.ts";

export const demandRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/requests",
    validateSearch: searchOf({
      text: text,
      unit: text,
      team: text,
      states: manyOf(...STATES),
      order: oneOf(...ORDERS),
      mine: flag,
      followed: flag,
      needsEstimate: flag,
    }),
    component: featurePage("demand", () => import("./RequestsPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/requests/new",
    validateSearch: searchOf({ draft: text, title: text }),
    component: featurePage("demand", () => import("./intake/IntakePage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/requests/$key",
    component: featurePage("demand", () => import("./request/RequestPage.tsx")),
  }),
] as const;
