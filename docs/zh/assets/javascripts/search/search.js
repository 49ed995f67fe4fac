/** Searches the plan, and loads of its index only what a query needs: names, and texts by language. */

import { addTexts, createIndex, find } from "./matcher.js";
import { parse, wantedLanguage } from "./query.js";

const FILES = new URL("../../../search/", import.meta.url);
/** Texts are late after so long (ms). */
const PATIENCE = 300;

const loading = new Map();

/** Loads a file and makes something of it, once; again only if that failed. */
function once(name, use) {
  if (!loading.has(name)) {
    const loaded = load(name).then(use);
    loading.set(name, loaded);
    loaded.catch(() => loading.delete(name));
  }
  return loading.get(name);
}

async function load(name) {
  const response = await fetch(new URL(name, FILES));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.json();
}

/**
 * Yields the answer to a query; before it, where texts are late or fail to come, one from the names.
 * @param {string} query
 * @param {string} language the reader's
 * @param {number} [limit] of how many results
 * @returns {AsyncGenerator<import("./types.d.ts").Answer>}
 */
export async function* search(query, language, limit = Infinity) {
  const index = await once("names.json", createIndex);
  let units = parse(index, query, language);
  const answer = () => ({ results: find(index, query, units, limit), index, units });
  const wanted = () => wantedLanguage(index, units) ?? (index.texts.size ? null : language);
  for (let missing = wanted(); missing && units.length; missing = wanted()) {
    const texts = once(`text.${missing}.json`, (content) => addTexts(index, missing, content));
    const come = texts.then(
      () => true,
      () => false,
    );
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
    if (!(await Promise.race([come, late]))) yield answer();
    await texts;
    units = parse(index, query, language);
  }
  yield answer();
}
