import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** One catalog for the shell and the kit, and one for each feature, so that a route brings only its own words. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "de", "fr"],
  catalogs: [
    { path: "<rootDir>/src/app/locales/{locale}", include: ["src/app", "src/ui", "src/graphql", "src/lib"] },
    { path: "<rootDir>/src/features/{name}/locales/{locale}", include: ["src/features/{name}"] },
  ],
  format: formatter({ lineNumbers: false, origins: false }),
  orderBy: "message",
});
