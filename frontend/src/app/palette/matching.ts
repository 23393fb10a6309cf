/** Letters without case and accents, so that "prioritat" finds "Priorität". */
const plain = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLocaleLowerCase();

const wordsOf = (text: string): string[] => plain(text).split(/\s+/).filter(Boolean);

/** How well a label answers what was typed: every word must be in it; word beginnings count more. -1: not at all. */
export function matched(label: string, typed: string): number {
  const words = wordsOf(typed);
  if (words.length === 0) return 0;
  const text = plain(label);
  let score = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return -1;
    score += at === 0 ? 3 : /\P{L}/u.test(text[at - 1] ?? "") ? 2 : 1;
  }
  return score;
}

/** What answers the words, the best first; in their own order where they answer alike. */
export function found<T extends { readonly label: string }>(items: readonly T[], typed: string): T[] {
  return items
    .map((item) => ({ item, score: matched(item.label, typed) }))
    .filter(({ score }) => score >= 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item);
}
