/** Searches the plan, and loads of its index only what a query needs: names, and texts by language. */

import { addTexts, createIndex, find, parse, wantedLanguage } from "./matcher.js";

const FILES = new URL("../../../search/", import.meta.url);
/** Readers wait so long (ms) for texts before they get an answer from the names alone. */
const PATIENCE = 300;

const loading = new Map();

/** Does something once by name, and again only if it failed. */
function once(name, task) {
  if (!loading.has(name)) {
    const started = task();
    loading.set(name, started);
    started.catch(() => loading.delete(name));
  }
  return loading.get(name);
}

async function load(name) {
  const response = await fetch(new URL(name, FILES));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.json();
}

const loadNames = () => once("names", async () => createIndex(await load("names.json")));
const loadTexts = (index, language) =>
  once(language, async () => addTexts(index, language, await load(`text.${language}.json`)));

/**
 * Yields the answer; before it, where texts take long to come, a first one from the names.
 * @param {string} query
 * @param {string} language the reader's
 */
export async function* search(query, language) {
  const index = await loadNames();
  let units = parse(index, query, language);
  if (!units.length) return yield { index, units, results: [] };
  for (;;) {
    const wanted = wantedLanguage(index, units) ?? (index.texts.size ? null : language);
    if (!wanted) break;
    const texts = loadTexts(index, wanted);
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, true));
    if (await Promise.race([texts, late])) yield { index, units, results: find(index, units) };
    await texts;
    units = parse(index, query, language);
  }
  yield { index, units, results: find(index, units) };
}
