import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { oneOf, searchOf, text } from "#lib/search.ts";

export const portfolioRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/portfolio",
    validateSearch: searchOf({
      unit: text,
      team: text,
      filter: text,
      view: oneOf("list", "months", "scatter"),
    }),
    component: featurePage("portfolio", () => import("./PortfolioPage.tsx")),
  }),
] as const;
