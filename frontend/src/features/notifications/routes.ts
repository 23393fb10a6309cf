import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";

export const notificationRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/",
    component: featurePage("notifications", () => import("./HomePage.tsx")),
  }),
] as const;
