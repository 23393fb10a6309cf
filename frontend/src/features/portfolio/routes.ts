import { createRoute } from "@tanstack/react-router";
import { featurePage, shellRoute } from "#app/shellRoute.tsx";
import { flag, oneOf, searchOf, text } from "#lib/search.ts";
import { GROUPINGS, PICTURES, STANDINGS } from "./views.ts";

export const portfolioRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/portfolio",
    validateSearch: searchOf({
      unit: text,
      team: text,
      filter: text,
      standing: oneOf(...STANDINGS),
      group: oneOf(...GROUPINGS),
      decided: flag,
      picture: oneOf(...PICTURES),
      table: oneOf("yes", "no"),
    }),
    component: featurePage("portfolio", () => import("./PortfolioPage.tsx")),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: "/shares",
    validateSearch: searchOf({ pot: text }),
    component: featurePage("portfolio", () => import("./shares/SharesPage.tsx")),
  }),
] as const;
