import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { month, searchOf, text } from "#lib/search.ts";

export const capacityRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/capacity",
    validateSearch: searchOf({ team: text, from: month }),
    component: featurePage("capacity", () => import("./CapacityPage.tsx")),
  }),
] as const;
