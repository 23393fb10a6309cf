import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { localPath, searchOf } from "#lib/search.ts";
import { openFeatureWords } from "./language.ts";
import { Fault, NotFound } from "./Problems.tsx";

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Parent of every screen behind sign-in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: lazyRouteComponent(() => import("./Shell.tsx")),
  errorComponent: Fault,
  notFoundComponent: NotFound,
});

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: searchOf({ return: localPath }),
  component: lazyRouteComponent(() => import("./sign-in/SignInPage.tsx")),
});

/** A screen of a feature, fetched with the feature's words when it is first needed. The module's default export is the page. */
export const featurePage = (feature: string, load: () => Promise<{ default: ComponentType }>) =>
  lazyRouteComponent(async () => {
    const [module] = await Promise.all([load(), openFeatureWords(feature)]);
    return module;
  });
