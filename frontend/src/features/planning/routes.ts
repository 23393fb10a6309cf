import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";

export const planningRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/plan",
    component: featurePage("planning", () => import("./PlanPage.tsx")),
  }),
] as const;
