import { defineConfig, mergeConfig } from "vitest/config";
import { aliases, plugins } from "./build/plugins.ts";

export default mergeConfig(
  { plugins: plugins({ strictMessages: false }) },
  defineConfig({
    resolve: { alias: aliases },
    test: {
      environment: "happy-dom",
      include: ["src/**/*.test.{ts,tsx}"],
      setupFiles: ["build/testSetup.ts"],
      css: false,
      pool: "threads",
      maxWorkers: 1,
    },
  }),
);
