import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { month, oneOf, searchOf, text } from "#lib/search.ts";
import { VIEWS } from "./views.ts";

export const capacityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/capacity",
    validateSearch: searchOf({ view: oneOf(...VIEWS), team: text, from: month }),
    component: featurePage("capacity", () => import("./CapacityPage.tsx")),
  }),
] as const;
