// Fails when what the browser must fetch grows over the budget (gzip -9, 1 kB = 1000 bytes).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = { entry: 120, route: 120, css: 15 };
const dist = join(import.meta.dirname, "..", "dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const sizes = new Map();

const size = (file) => {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000);
  return sizes.get(file);
};

/** Everything that a chunk needs before it can run. */
const closure = (key, found = new Set()) => {
  if (found.has(key)) return found;
  found.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, found);
  return found;
};

const total = (files) => [...files].reduce((sum, file) => sum + size(file), 0);
const scripts = (keys) => new Set([...keys].map((key) => manifest[key].file));
const styles = (keys) => new Set([...keys].flatMap((key) => manifest[key].css ?? []));

const entryKey = Object.keys(manifest).find((key) => manifest[key].isEntry);
const entry = closure(entryKey);
/** Screens of a feature stand inside the shell, which has been fetched by then. */
const shell = new Set([...entry, ...closure("src/app/Shell.tsx")]);
const lines = [["entry", total(scripts(entry)), BUDGET.entry]];
/** What the heaviest screen fetches: entry, shell and its own styles. */
let heaviest = ["", 0];

for (const key of Object.keys(manifest)) {
  if (!manifest[key].isDynamicEntry || key.endsWith(".po")) continue;
  const before = key.startsWith("src/features/") ? shell : entry;
  const own = [...closure(key)].filter((part) => !before.has(part));
  lines.push([key.replace(/^src\//, ""), total(scripts(own)), BUDGET.route]);
  const dressed = total(new Set([...styles(before), ...styles(own)]));
  if (dressed > heaviest[1]) heaviest = [key.replace(/^src\//, ""), dressed];
}
lines.push([`css of ${heaviest[0]}`, heaviest[1], BUDGET.css]);

let failed = false;
for (const [name, kilobytes, budget] of lines) {
  const over = kilobytes > budget;
  failed ||= over;
  console.log(`${over ? "OVER" : "  ok"}  ${kilobytes.toFixed(1).padStart(6)} of ${budget} kB  ${name}`);
}
process.exit(failed ? 1 : 0);
