import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { oneOf, searchOf, text } from "#lib/search.ts";

export const organisationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/people",
    validateSearch: searchOf({ tab: oneOf("people", "places", "imports"), text: text }),
    component: featurePage("organisation", () => import("./PeoplePage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/profile",
    component: featurePage("organisation", () => import("./ProfilePage.tsx")),
  }),
] as const;
