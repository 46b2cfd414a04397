// Looking up whole names. A record's page carries its names as made-up words that only the search
// knows, so that what a reader types finds the records whose name it begins, before all others.

// Begins every key and no word: what it does not find, Pagefind looks up by ever shorter beginnings.
const PREFIX = "\ua641\ua641";

/** A text as the search knows names, made as `key` in scripts/kb/search_keys.py makes it. */
export function nameKey(text) {
  const letters = [...text.normalize("NFKD").toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return letters.length ? `${PREFIX}${letters.map(digits).join("")}` : "";
}

function digits(letter) {
  if (letter >= "0" && letter <= "9") return `0${letter}`;
  if (letter >= "a" && letter <= "z") return String(letter.charCodeAt(0) - 87);
  return `99${String(letter.codePointAt(0)).padStart(6, "0")}`;
}

/**
 * Pagefind's answer to a term, with the records first whose name begins with it.
 * The counts for the filters are those of the plain search, if it found anything.
 */
export async function searchWithNames(engine, term, options) {
  // One Latin letter begins hundreds of names: none of them is meant yet, and their part of the index
  // is the largest that a first key would fetch. In other scripts one character may be a name.
  const key = term && !/^[a-z0-9]$/i.test(term) ? nameKey(term) : "";
  const [answer, named] = await Promise.all([
    engine.search(term || null, options),
    key ? engine.search(key, options) : { results: [] },
  ]);
  const first = new Set(named.results.map((result) => result.id));
  const results = [...named.results, ...answer.results.filter((result) => !first.has(result.id))];
  return { ...(answer.results.length ? answer : named), results, key };
}

/** Loaded results in their order, but those first whose name is the whole of what was typed. */
export function exactFirst(loaded, key) {
  if (!key) return loaded;
  const rank = ({ meta }) => (meta.key === key ? 0 : meta.keys?.split(" ").includes(key) ? 1 : 2);
  return [...loaded].sort((one, other) => rank(one) - rank(other));
}
