import { lingui } from "@lingui/vite-plugin";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import babel, { defineRolldownBabelPreset } from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import type { PluginOption } from "vite";
import { relayDocuments } from "./relayDocuments.ts";

/** Babel costs most of the build, so only files that hold a message go through it. */
const messages = defineRolldownBabelPreset({
  preset: () => ({ plugins: ["@lingui/babel-plugin-lingui-macro"] }),
  rolldown: { filter: { id: /\/src\/.*\.tsx?$/, code: /@lingui\/(?:core|react)\/macro/ } },
});

export const plugins = (options: { strictMessages: boolean }): PluginOption[] => [
  relayDocuments(),
  babel({ presets: [messages] }),
  react(),
  lingui({ failOnMissing: options.strictMessages, failOnCompileError: true }),
  optimizeLocales.vite({ locales: ["en-US", "de-DE", "fr-FR"] }),
];

export const aliases = [
  ...["app", "ui", "graphql", "lib"].map((name) => ({
    find: new RegExp(`^#${name}/`),
    replacement: `${import.meta.dirname}/../src/${name}/`,
  })),
  // Only the hooks: the package's own entry brings the containers of earlier times with it.
  { find: /^react-relay$/, replacement: "react-relay/hooks.js" },
];
