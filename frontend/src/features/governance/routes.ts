import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";

export const governanceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/policy",
    component: featurePage("governance", () => import("./PolicyPage.tsx")),
  }),
] as const;
