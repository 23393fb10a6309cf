import { createRouter } from "@tanstack/react-router";
import { capacityRoutes } from "../features/capacity/routes.ts";
import { decisionRoutes } from "../features/decisions/routes.ts";
import { demandRoutes } from "../features/demand/routes.ts";
import { governanceRoutes } from "../features/governance/routes.ts";
import { notificationRoutes } from "../features/notifications/routes.ts";
import { organisationRoutes } from "../features/organisation/routes.ts";
import { planningRoutes } from "../features/planning/routes.ts";
import { portfolioRoutes } from "../features/portfolio/routes.ts";
import { rankingRoutes } from "../features/ranking/routes.ts";
import { realisationRoutes } from "../features/realisation/routes.ts";
import { scenarioRoutes } from "../features/scenarios/routes.ts";
import { Fault, NotFound } from "./Problems.tsx";
import { rootRoute, shellRoute, signInRoute } from "./shellRoute.tsx";

const routeTree = rootRoute.addChildren([
  signInRoute,
  shellRoute.addChildren([
    ...notificationRoutes,
    ...rankingRoutes,
    ...portfolioRoutes,
    ...planningRoutes,
    ...scenarioRoutes,
    ...demandRoutes,
    ...decisionRoutes,
    ...capacityRoutes,
    ...realisationRoutes,
    ...organisationRoutes,
    ...governanceRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: Fault,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
