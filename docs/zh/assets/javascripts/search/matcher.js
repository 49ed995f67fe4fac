/**
 * Finds the entries that a query means, best first: pure functions, for the search box and the task
 * finder.
 *
 * An entry has a run of characters if pairs that it has cover the run: 区科协老年人 finds the tasks of
 * 区科协 about 老年人. Found are the entries that have all units of the query, or else those that have
 * more than half of it.
 */

import { vocabularyOf, written } from "./query.js";
import { normalise, tokensOf, wordsWith } from "./text.js";

const WEIGHTS = { title: 8, department: 6, context: 2, text: 1 };
/** A name asked for in full comes before all that has it; the more of a name, the better. */
const WHOLE_NAME = 1000;
const PART_OF_NAME = 10;
/** What it adds that the query stands in one more place. */
const AGAIN = 0.1;
/** The site's own pages come after what the plan says. */
const KINDS = { page: 0.1 };

/**
 * An index of the names alone.
 * @param {import("./types.d.ts").Names} names
 * @returns {import("./types.d.ts").Index}
 */
export function createIndex({ entries, place }) {
  const index = {
    entries,
    place: place.map(normalise),
    fields: [],
    texts: new Map(),
    lexicon: lexiconOf({}),
  };
  addField(index, WEIGHTS.title, entries.map(namesOf));
  addField(
    index,
    WEIGHTS.department,
    entries.map(({ departments = [] }) =>
      departments.flatMap((number) => namesOf(entries[number])),
    ),
  );
  addField(
    index,
    WEIGHTS.context,
    entries.map(({ note, parent }) =>
      [note, entries[parent]?.title].flatMap((text) => Object.values(text ?? {})),
    ),
  );
  return { ...index, vocabulary: vocabularyOf(index) };
}

/**
 * Adds the texts of a language, and with Chinese how its characters are read and written.
 * @param {import("./types.d.ts").Index} index
 * @param {string} language
 * @param {import("./types.d.ts").Texts} content
 */
export function addTexts(index, language, { texts, readings }) {
  addField(
    index,
    WEIGHTS.text,
    texts.map((text) => [text]),
  );
  index.texts.set(language, texts);
  if (readings) index.lexicon = lexiconOf(readings);
  index.vocabulary = vocabularyOf(index);
}

function lexiconOf(groups) {
  const readings = new Map();
  const simplified = new Map();
  for (const [syllable, characters] of Object.entries(groups)) {
    for (const [character, ...forms] of characters.split(" ")) {
      readings.set(character, [...(readings.get(character) ?? []), syllable]);
      for (const form of forms) simplified.set(form, character);
    }
  }
  return { syllables: Object.keys(groups), readings, simplified };
}

const namesOf = ({ title, names = [] }) => [...Object.values(title), ...names];

function addField(index, weight, lists) {
  const entries = new Map();
  const known = new Map();
  const texts = lists.map((list, number) => {
    for (const text of list) {
      if (!known.has(text)) {
        const normal = normalise(text);
        known.set(text, { normal, tokens: tokensOf(normal) });
      }
      for (const token of known.get(text).tokens) {
        const having = entries.get(token);
        if (!having) entries.set(token, [number]);
        else if (having.at(-1) !== number) having.push(number);
      }
    }
    return list.map((text) => known.get(text).normal).join("\n");
  });
  index.fields.push({ weight, texts, entries });
}

/**
 * The entries that a query means, best first; of equals, in the order of the index.
 * @param {import("./types.d.ts").Index} index
 * @param {string} query
 * @param {import("./types.d.ts").Unit[]} units the query, parsed
 * @param {number} limit of how many
 * @returns {import("./types.d.ts").Result[]}
 */
export function find(index, query, units, limit) {
  if (!units.length) return [];
  const { scores, numbers, isComplete } = match(index, units);
  const hits = hitsOf(units);
  const verbatim = written(index, query).trim();
  return numbers
    .sort((one, other) => scores[other] - scores[one] || one - other)
    .slice(0, limit)
    .map((number) => {
      const entry = index.entries[number];
      const share = nameShare(entry, hits);
      const more = PART_OF_NAME * share + verbatimWeight(index, number, verbatim);
      const score = (scores[number] + more) * (KINDS[entry.kind] ?? 1);
      return { entry, number, score: isComplete && share === 1 ? score + WHOLE_NAME : score };
    })
    .sort((one, other) => other.score - one.score || one.number - other.number);
}

/** The numbers of the entries that have the units, all or most, and a score for each entry. */
function match(index, units) {
  const count = index.entries.length;
  const scores = new Float64Array(count);
  const sizes = new Float64Array(count);
  const complete = new Uint8Array(count);
  const weights = new Uint8Array(count);
  for (const { slots, size, isRun } of units) {
    const length = isRun ? size : 1;
    const covered = new Uint16Array(count);
    const upTo = new Uint16Array(count); // the first character that is not covered yet
    slots.forEach((tokens, at) => {
      const found = having(index, tokens, weights);
      const rarity = Math.log(1 + count / found.length);
      const end = Math.min(length, at + 2);
      for (const number of found) {
        scores[number] += weights[number] * rarity;
        covered[number] += end - Math.max(at, upTo[number]);
        upTo[number] = end;
        weights[number] = 0;
      }
    });
    for (let number = 0; number < count; number++) {
      sizes[number] += (size * covered[number]) / length;
      if (covered[number] === length) complete[number]++;
    }
  }
  const isComplete = complete.includes(units.length);
  const all = units.reduce((sum, { size }) => sum + size, 0);
  const numbers = [];
  for (let number = 0; number < count; number++) {
    const share = sizes[number] / all;
    if (isComplete ? complete[number] === units.length : share > 0.5) numbers.push(number);
    if (!isComplete) scores[number] *= share ** 2;
  }
  return { scores, numbers, isComplete };
}

/** The entries that have any of the tokens; into `weights` goes that of the best field that has one. */
function having(index, tokens, weights) {
  const found = [];
  for (const { weight, entries } of index.fields) {
    for (const token of tokens) {
      for (const number of entries.get(token) ?? []) {
        if (!weights[number]) found.push(number);
        if (weights[number] < weight) weights[number] = weight;
      }
    }
  }
  return found;
}

/** The tokens that units ask for; of a single character only itself, not what has it. */
function hitsOf(units) {
  const tokens = units.flatMap(({ slots, isRun, size }) =>
    slots.flatMap((slot) => [...slot].filter((token) => !isRun || size > 1 || token.length === 1)),
  );
  return new Set(tokens);
}

/** How much of one of the entry's names is asked for, at most. */
function nameShare(entry, hits) {
  const shares = namesOf(entry).map((name) => {
    const tokens = tokensOf(normalise(name));
    return tokens.filter((token) => hits.has(token)).length / Math.max(1, tokens.length);
  });
  return Math.max(...shares);
}

/** The weight of the best field that has the query as it is written. */
function verbatimWeight(index, number, query) {
  let best = 0;
  let times = 0;
  for (const { weight, texts } of index.fields) {
    const found = texts[number].split(query).length - 1;
    if (found) best = Math.max(best, weight);
    times += found;
  }
  return best + AGAIN * times;
}

/**
 * What the units mean in an entry, as its texts have it: words, and the longest pieces of runs. Where
 * an entry has 区科协, the 区科 of 社区科普 is not meant.
 * @param {import("./types.d.ts").Index} index
 * @param {import("./types.d.ts").Unit[]} units
 * @returns {(number: number) => Set<string>} by the number of the entry
 */
export function termsOf({ fields }, units) {
  const hits = hitsOf(units);
  const runs = units.filter(({ isRun }) => isRun);
  return (number) => {
    const text = fields.map(({ texts }) => texts[number]).join("\n");
    return new Set([...wordsWith(text, hits), ...runs.flatMap((run) => piecesOf(run, text))]);
  };
}

/** The longest pieces of a run that a text has. */
function piecesOf({ slots, size }, text) {
  const had = (pieces) => pieces.filter((piece) => text.includes(piece));
  if (size === 1) return had([...slots[0]].filter((token) => token.length === 1));
  const longest = [];
  let covered = 0;
  slots.forEach((tokens, first) => {
    let pieces = had([...tokens]);
    let end = first;
    for (let longer = pieces; longer.length;) {
      pieces = longer;
      const next = [...(slots[++end] ?? [])];
      const onwards = (piece) => next.filter((pair) => pair[0] === piece.at(-1));
      longer = had(pieces.flatMap((piece) => onwards(piece).map((pair) => piece + pair[1])));
    }
    if (end > covered) longest.push(...pieces);
    covered = Math.max(covered, end);
  });
  return longest;
}
