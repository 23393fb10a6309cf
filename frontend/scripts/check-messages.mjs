// Fails when a message in the code is missing from a catalog or has no translation; leaves the catalogs as they were.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const catalogs = () =>
  new Map(
    readdirSync(join(root, "src"), { recursive: true })
      .filter((file) => file.endsWith(".po"))
      .map((file) => join("src", file))
      .map((file) => [file, readFileSync(join(root, file), "utf8")]),
  );
const messages = (text) =>
  new Set([...text.matchAll(/^msgid (?:"(?=.)|""\n")[\s\S]*?(?=^msgstr)/gm)].map(([id]) => id));
const untranslated = (text) =>
  text
    .split("\n\n")
    .filter((entry) => !entry.includes('\nmsgid ""\nmsgstr ""\n"') && !/^msgid ""\nmsgstr ""\n"/.test(entry))
    .filter(
      (entry) => /^msgstr ""\s*$/m.test(entry) && !/^msgstr ""\n"/m.test(entry) && !entry.includes("#~"),
    )
    .map((entry) => entry.match(/^msgid ([\s\S]*?)\nmsgstr/m)?.[1])
    .filter(Boolean);

const before = catalogs();
execFileSync(
  process.execPath,
  [join(root, "node_modules/@lingui/cli/dist/lingui.js"), "extract", "--clean"],
  {
    cwd: root,
    stdio: "pipe",
  },
);
const after = catalogs();
const faults = [];
for (const [file, text] of after) {
  const known = messages(before.get(file) ?? "");
  const fresh = [...messages(text)].filter((id) => !known.has(id));
  if (fresh.length > 0)
    faults.push(`${file}: ${fresh.length} messages not collected, run \`npm run messages\``);
  for (const id of untranslated(text)) faults.push(`${file}: not translated: ${id}`);
  if (before.has(file)) writeFileSync(join(root, file), before.get(file));
}
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
