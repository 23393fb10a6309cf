import { defineConfig } from "vite";
import { aliases, plugins } from "./build/plugins.ts";

const api = process.env.MANDATE_API ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  plugins: plugins({ strictMessages: command === "build" && process.env.MESSAGES !== "lenient" }),
  resolve: { alias: aliases },
  build: {
    target: "es2023",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    // data: addresses would need a hole in the content security policy
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  server: {
    proxy: {
      "/graphql": { target: api, ws: true },
      "/auth": { target: api },
      "/imports": { target: api },
    },
  },
}));
