import type { Plugin } from "vite";

const DOCUMENT = /\bgraphql`\s*(?:#[^\n]*\n\s*)*(?:query|mutation|subscription|fragment)\s+(\w+)[^`]*`/g;

/** Replaces each graphql`…` by the artifact that relay-compiler wrote for it; nothing of the text reaches the browser. */
export function relayDocuments(): Plugin {
  return {
    name: "relay-documents",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/, code: /\bgraphql`/ },
      handler(code) {
        const names = new Set<string>();
        const replaced = code.replace(DOCUMENT, (text, name: string) => {
          names.add(name);
          const lines = "\n".repeat(text.split("\n").length - 1);
          return `__artifact_${name}${lines}`;
        });
        const imports = [...names]
          .map((name) => `import __artifact_${name} from "./__generated__/${name}.graphql.ts";`)
          .join("");
        return { code: imports + replaced, map: null };
      },
    },
  };
}
