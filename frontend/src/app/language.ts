import { i18n, type Messages } from "@lingui/core";

export const LANGUAGES = { en: "English", de: "Deutsch", fr: "Français" } as const;
export type Language = keyof typeof LANGUAGES;

const KEY = "mandate.language";
/** The region for numbers and dates when the browser does not name one for the language. */
const REGION: Record<Language, string> = { en: "en-GB", de: "de-DE", fr: "fr-FR" };

type Catalog = { messages: Messages };
const shellCatalogs = import.meta.glob<Catalog>("./locales/*.po");
const featureCatalogs = import.meta.glob<Catalog>("../features/*/locales/*.po");
const opened = new Set<string>();

const known = (tag: string | null | undefined): Language | undefined => {
  const language = tag?.slice(0, 2).toLowerCase();
  return language && language in LANGUAGES ? (language as Language) : undefined;
};

/** The person's own choice on this device, then the browser's languages, then English. */
export const preferredLanguage = (): Language =>
  known(localStorage.getItem(KEY)) ?? navigator.languages.map(known).find(Boolean) ?? "en";

export const hasChosenLanguage = (): boolean => localStorage.getItem(KEY) !== null;

export const localeOf = (language: Language): string =>
  navigator.languages.find((tag) => known(tag) === language && tag.length > 2) ?? REGION[language];

async function load(language: Language, find: () => (() => Promise<Catalog>) | undefined): Promise<void> {
  const catalog = await find()?.();
  if (catalog) i18n.load(language, catalog.messages);
}

const loadFeature = (language: Language, feature: string) =>
  load(language, () => featureCatalogs[`../features/${feature}/locales/${language}.po`]);

/** Brings a feature's words in the language in use; routes do it while they fetch their code. */
export async function openFeatureWords(feature: string): Promise<void> {
  opened.add(feature);
  await loadFeature(i18n.locale as Language, feature);
}

export async function speak(language: Language, keep = false): Promise<void> {
  if (keep) localStorage.setItem(KEY, language);
  await Promise.all([
    load(language, () => shellCatalogs[`./locales/${language}.po`]),
    ...[...opened].map((feature) => loadFeature(language, feature)),
  ]);
  const locale = localeOf(language);
  document.documentElement.lang = language;
  i18n.activate(language, [locale]);
}
