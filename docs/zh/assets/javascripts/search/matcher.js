/**
 * Finds what a query means in the plan: pure functions, for the search box and the task finder.
 *
 * A text is a set of tokens: each pair of neighbouring characters in a run of Chinese characters or
 * digits, and the stem of each word in Latin letters. A query is a list of units, each a run or a
 * word. An entry has a run if its pairs cover every character: 区科协老年人 needs no word list, and
 * finds tasks of 区科协 about 老年人. Entries that have all units are found; if there are none, those
 * that have most.
 *
 * @typedef {Record<string, string>} Text a text by language
 *
 * @typedef {object} Entry see `generator/search_index.py`
 * @property {"department" | "measure" | "task" | "chapter" | "page"} kind
 * @property {string} location below the root of each language's site
 * @property {Text} title
 * @property {Text} [note]
 * @property {string[]} [names] other names, in any language
 * @property {number} [parent] the measure of a task, by its number
 * @property {number[]} [departments] those of a task, by their numbers
 *
 * @typedef {object} Names content of `names.json`
 * @property {Entry[]} entries
 * @property {string[]} place names of the place that the whole plan is about
 * @property {Record<string, string>} readings characters by syllable, each with its traditional forms
 *
 * @typedef {object} Field a part of every entry that counts alike
 * @property {number} weight
 * @property {Map<string, number[]>} entries numbers of the entries that have a token
 * @property {string[]} words by entry, its stems in a row
 *
 * @typedef {object} Unit something asked for; an empty list of slots: nothing in the plan fits
 * @property {Set<string>[]} slots tokens by place, any of which will do; two neighbours share a character
 * @property {number} size in characters; three letters count as one
 * @property {boolean} run whether it is Chinese or a number, not a word in Latin letters
 * @property {string[]} languages of the texts that can have it, best first; empty for numbers
 *
 * @typedef {object} Result
 * @property {Entry} entry
 * @property {number} number
 * @property {number} score
 */

const WEIGHTS = { title: 8, department: 6, context: 2, text: 1 };
const KIND_WEIGHTS = { page: 0.5 };
/** A name asked for in full comes before everything that only mentions it. */
const WHOLE_NAME = 1000;

const JOINER = "[-‐-―“”‘’\"'·・]?";
const CHARACTER = `(?:\\p{Script=Han}|\\d|(?<=\\d)\\.(?=\\d))`;
const TOKENS = new RegExp(
  `(?<word>\\d*\\p{Script=Latin}(?:['’]?[\\p{Script=Latin}\\d])*)|%` +
    `|(?<run>${CHARACTER}(?:(?:${JOINER}|(?<=\\p{Script=Han}) ?(?=\\d)|(?<=\\d) ?(?=\\p{Script=Han}))${CHARACTER})*)`,
  "gu",
);
const STOP_WORDS = new Set(
  (
    "a about all an and any are as at be by can could do does for from had has have how if in into is " +
    "of on or should so than that the their them then there these they this to was were what when " +
    "where which who whom why will with would you your"
  ).split(" "),
);
const STOP_CHARACTERS = /的|怎么样?|怎样|如何|什么|哪些|哪个|谁|吗|请问|有关|关于/g;
const SUFFIX =
  /(?<=.{4})(?:i[sz](?:ations?|ers?|ing|ed|es?)|at(?:ion|ing|ed|ive|or|e)|ition|ical|ion|ing|ment|ness|ance|ence|ant|ent|able|ible|ity|ive|ful)$|(?<=.{3})(?:ing|ed|er|or|ly|al|ic|y|e)$/;

/** The text in small, simplified characters of full width, at the same places as before. */
function normalise(text, simplified) {
  return text
    .replace(/[^\0-\x7f\u4e00-\u9fff]/g, (character) => {
      const normal = character.normalize("NFKC");
      return normal.length === 1 ? normal : character;
    })
    .replace(/[A-ZÀ-Þ]/g, (letter) => letter.toLowerCase())
    .replace(simplified.pattern, (character) => simplified.characters.get(character));
}

/** What a word has in common with its other forms: light, and the same for query and text. */
export function stem(word) {
  let stemmed = word.replace(/(?<=..)ies$/, "y").replace(/(?<=(?:ss|x|z|ch|sh))es$|(?<=..[^sui])s$/, "");
  for (let longer = ""; longer !== stemmed; ) {
    longer = stemmed;
    stemmed = longer.replace(SUFFIX, "");
  }
  return stemmed;
}

/**
 * The words and runs of a normalised text, with the places of a run's characters.
 * @returns {{word?: string, run?: string, places: number[], start: number, end: number}[]}
 */
function read(text) {
  return [...text.matchAll(TOKENS)].map((match) => {
    const start = match.index;
    const end = start + match[0].length;
    if (match.groups.run === undefined) {
      const word = match[0].replace(/['’]/g, "").replaceAll("ü", "v");
      return { word: word === "percent" ? "%" : word, places: [], start, end };
    }
    const places = [...match[0]].flatMap((character, at) =>
      /[\p{Script=Han}\d.]/u.test(character) ? [start + at] : [],
    );
    return { run: places.map((at) => text[at]).join(""), places, start, end };
  });
}

/** The pairs of a run; of a single character, itself. */
const pairs = (run) => (run.length === 1 ? [run] : [...run].slice(1).map((second, at) => run[at] + second));

/** An index of the names alone; `addTexts` adds the texts of a language. */
export function createIndex(/** @type {Names} */ { entries, place, readings }) {
  const syllables = new Map();
  const characters = new Map();
  for (const [syllable, list] of Object.entries(readings)) {
    for (const [character, ...forms] of list.split(" ")) {
      syllables.set(character, [...(syllables.get(character) ?? []), syllable]);
      for (const form of forms) characters.set(form, character);
    }
  }
  const pattern = new RegExp(`[${[...characters.keys()].join("")}]`, "g");
  const index = {
    entries,
    /** @type {Field[]} */ fields: [],
    /** @type {Map<string, string[]>} */ texts: new Map(),
    syllables,
    readings: Object.keys(readings),
    simplified: { characters, pattern },
    known: null,
  };
  index.place = place.map((name) => normalise(name, index.simplified));
  const called = ({ title, names = [] }) => [...Object.values(title), ...names];
  addField(index, WEIGHTS.title, entries.map(called));
  addField(
    index,
    WEIGHTS.department,
    entries.map(({ departments = [] }) => departments.flatMap((number) => called(entries[number]))),
  );
  addField(
    index,
    WEIGHTS.context,
    entries.map(({ note, parent }) => Object.values(note ?? entries[parent]?.title ?? {})),
  );
  return index;
}

/** Adds the texts of a language, in the order of the entries. */
export function addTexts(index, language, texts) {
  addField(index, WEIGHTS.text, texts.map((text) => [text]));
  index.texts.set(language, texts);
}

function addField(index, weight, texts) {
  const entries = new Map();
  const read = new Map();
  const words = texts.map((list, number) => {
    const all = list.map((text) => {
      if (!read.has(text)) read.set(text, tokensOf(index, text));
      return read.get(text);
    });
    for (const token of new Set(all.flat())) {
      if (!entries.has(token)) entries.set(token, []);
      entries.get(token).push(number);
    }
    return all.map((tokens) => ` ${tokens.filter((token) => /^[a-z]/.test(token)).join(" ")} `).join("|");
  });
  index.fields.push({ weight, entries, words });
  index.known = null;
}

function tokensOf(index, text) {
  return read(normalise(text, index.simplified)).flatMap(({ word, run }) =>
    run ? pairs(run) : STOP_WORDS.has(word) ? [] : [stem(word)],
  );
}

/** What is in the index, for queries that are not spelled as the plan is; made when first needed. */
function known(index) {
  if (index.known) return index.known;
  const tokens = [...new Set(index.fields.flatMap((field) => [...field.entries.keys()]))];
  const chinese = tokens.filter((token) => /^\p{Script=Han}+$/u.test(token));
  const bySound = new Map();
  for (const token of chinese) {
    for (const sound of sounds(index, token)) {
      if (!bySound.has(sound)) bySound.set(sound, []);
      bySound.get(sound).push(token);
    }
  }
  const names = index.entries.flatMap(({ title, names: more = [] }) => [title.zh, ...more]);
  index.known = {
    chinese,
    words: tokens.filter((token) => /^[a-z]/.test(token)),
    bySound,
    names: [...new Set(names)].map((name) => [
      name,
      [...name].map((character) => index.syllables.get(character)?.[0][0] ?? " ").join(""),
    ]),
  };
  return index.known;
}

/** How a token can be read: its syllables, parted by a space. */
function sounds(index, token) {
  return [...token]
    .map((character) => index.syllables.get(character) ?? [])
    .reduce((heads, tails) => heads.flatMap((head) => tails.map((tail) => (head ? `${head} ${tail}` : tail))), [""]);
}

const has = (index, token) => index.fields.some((field) => field.entries.has(token));

/** The units of a query, in its order; `language` is the reader's. @returns {Unit[]} */
export function parse(index, query, language) {
  const whole = normalise(query, index.simplified);
  const elsewhere = index.place.reduce((text, place) => text.replaceAll(place, " "), whole);
  const text = read(elsewhere).length ? elsewhere : whole;
  const units = [];
  let words = [];
  for (const { word, run } of [...read(text.replace(STOP_CHARACTERS, " ")), { run: "" }]) {
    if (word) {
      words.push(word);
      continue;
    }
    units.push(...latinUnits(index, words, language));
    words = [];
    if (run) units.push(runUnit(index, run));
  }
  return units;
}

/** A language whose texts the units need and the index lacks. */
export function wantedLanguage(index, units) {
  return units.flatMap((unit) => unit.languages).find((language) => !index.texts.has(language));
}

/** A run; a pair that the plan lacks stands for those that sound the same: 卫建局 for 卫健局. */
function runUnit(index, run) {
  const languages = /\p{Script=Han}/u.test(run) ? ["zh"] : [];
  if (run.length === 1) return { slots: [withCharacters(index, [run])], size: 1, run: true, languages };
  const slots = pairs(run).map((pair) =>
    has(index, pair)
      ? new Set([pair])
      : new Set(sounds(index, pair).flatMap((sound) => known(index).bySound.get(sound) ?? [])),
  );
  return { slots, size: run.length, run: true, languages };
}

const withCharacters = (index, characters) =>
  new Set([
    ...characters,
    ...known(index).chinese.filter((token) => characters.some((character) => token.includes(character))),
  ]);

/** Words in Latin letters: those of the plan, or pinyin, with or without spaces. */
function latinUnits(index, words, language) {
  const units = [];
  for (let start = 0; start < words.length; start++) {
    let end = words.length;
    let unit = null;
    for (; end > start && !unit; end--) {
      const part = words.slice(start, end);
      if (!part.every((word) => has(index, stem(word)))) unit = pinyinUnit(index, part.join(""), 2);
    }
    if (unit) start = end;
    else unit = wordUnit(index, words[start], language);
    if (unit) units.push(unit);
  }
  return units;
}

/** What a word can be, the first that fits: a word or its beginning, initials, part of a word, a slip. */
function wordUnit(index, word, language) {
  if (STOP_WORDS.has(word)) return null;
  const stemmed = stem(word);
  const unit = (tokens, languages) => ({
    slots: tokens.length ? [new Set(tokens)] : [],
    size: Math.max(1, word.length / 3),
    run: false,
    languages,
  });
  if (has(index, stemmed)) return unit([stemmed], word === "%" ? [] : ["en"]);
  const spelled = spellings(index.readings, word).some((spelling) => spelling.length > 1);
  const languages = spelled ? ["zh", "en"].sort((one) => (one === language ? -1 : 1)) : ["en"];
  const { words } = known(index);
  const begun = words.filter(
    (other) => other.startsWith(word) || (other.length > 4 && word.startsWith(other)),
  );
  if (word.length > 1 && begun.length) return unit(begun, languages);
  const initials = initialsUnit(index, word);
  if (initials) return initials;
  if (word.length > 3) {
    const inside = words.filter((other) => other.includes(word));
    if (inside.length) return unit(inside, languages);
    const near = words.filter((other) => isOneEdit(other, word) || isOneEdit(other, stemmed));
    if (near.length) return unit(near, languages);
  }
  return pinyinUnit(index, word, 1) ?? unit([], languages);
}

/** The letters as a run of at least so many syllables, where the plan has every syllable so. */
function pinyinUnit(index, letters, least) {
  const { bySound } = known(index);
  const tokens = (sounds) => sounds.flatMap((sound) => bySound.get(sound) ?? []);
  for (const spelling of spellings(index.readings, letters)) {
    if (spelling.length < least) continue;
    if (spelling.length === 1) {
      const characters = [...index.syllables].filter(([, read]) => read.some((one) => spelling[0].includes(one)));
      const slots = [withCharacters(index, characters.map(([character]) => character))];
      return { slots, size: 1, run: true, languages: ["zh"] };
    }
    const slots = spelling
      .slice(1)
      .map((second, at) => new Set(tokens(spelling[at].flatMap((one) => second.map((two) => `${one} ${two}`)))));
    if (spelling.every((_, at) => slots[at - 1]?.size || slots[at]?.size)) {
      return { slots, size: spelling.length, run: true, languages: ["zh"] };
    }
  }
  return null;
}

/** The ways to part letters into syllables, a few; the last syllable may be unfinished. */
function spellings(readings, letters) {
  const found = [];
  const part = (before, rest) => {
    if (found.length > 30) return;
    if (!rest) found.push(before);
    for (let length = Math.min(6, rest.length); length > 0; length--) {
      const syllable = rest.slice(0, length);
      if (readings.includes(syllable)) part([...before, [syllable]], rest.slice(length));
    }
    const unfinished = rest ? readings.filter((one) => one.startsWith(rest) && one !== rest) : [];
    if (unfinished.length) found.push([...before, unfinished]);
  };
  part([], letters);
  return found;
}

/** The letters as initials: of a whole name, or from three letters on of a part of one. */
function initialsUnit(index, letters) {
  if (letters.length < 2) return null;
  const slots = Array.from({ length: letters.length - 1 }, () => new Set());
  for (const [name, initials] of known(index).names) {
    const start = letters.length > 2 ? initials.indexOf(letters) : initials === letters ? 0 : -1;
    if (start < 0) continue;
    pairs(name.slice(start, start + letters.length)).forEach((pair, at) => slots[at].add(pair));
  }
  return slots[0].size ? { slots, size: letters.length, run: true, languages: ["zh"] } : null;
}

/** Whether one letter added, left out, changed, or swapped with the next makes one word the other. */
export function isOneEdit(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  return (
    rest.slice(1) === otherRest.slice(1) ||
    rest.slice(1) === otherRest ||
    rest === otherRest.slice(1) ||
    (rest[0] === otherRest[1] && rest[1] === otherRest[0] && rest.slice(2) === otherRest.slice(2))
  );
}

/** The entries that have all units, or else most of them, best first. @returns {Result[]} */
export function find(index, units, limit = 200) {
  if (!units.length) return [];
  const count = index.entries.length;
  const scores = new Float64Array(count);
  const sizes = new Float64Array(count);
  const complete = new Uint8Array(count);
  for (const unit of units) addUnit(index, unit, scores, sizes, complete);
  const asked = units.reduce((sum, unit) => sum + unit.size, 0);
  const isComplete = complete.some((number) => number === units.length);
  const results = [];
  for (let number = 0; number < count; number++) {
    const share = isComplete ? Number(complete[number] === units.length) : sizes[number] / asked;
    if (share > 0.5) {
      const entry = index.entries[number];
      results.push({ entry, number, score: scores[number] * share ** 2 * (KIND_WEIGHTS[entry.kind] ?? 1) });
    }
  }
  const best = (one, other) => other.score - one.score || one.number - other.number;
  const hits = hitsOf(units);
  return results
    .sort(best)
    .slice(0, limit)
    .map((result) => ({ ...result, score: result.score + extra(index, result, units, hits, isComplete) }))
    .sort(best);
}

/** Adds what a unit gives to each entry: score, how much of it the entry has, whether it is all. */
function addUnit(index, unit, scores, sizes, complete) {
  const length = unit.run ? Math.max(1, unit.size) : 1;
  const covered = new Uint8Array(scores.length);
  const last = new Int16Array(scores.length).fill(-1);
  const weights = new Uint8Array(scores.length);
  unit.slots.forEach((tokens, at) => {
    const found = [];
    for (const { weight, entries } of index.fields) {
      for (const token of tokens) {
        for (const number of entries.get(token) ?? []) {
          if (!weights[number]) found.push(number);
          if (weights[number] < weight) weights[number] = weight;
        }
      }
    }
    const rarity = Math.log(1 + scores.length / found.length);
    for (const number of found) {
      scores[number] += weights[number] * rarity;
      covered[number] += Math.min(length - 1, at + 1) - Math.max(last[number], at - 1);
      last[number] = at + 1;
      weights[number] = 0;
    }
  });
  for (let number = 0; number < scores.length; number++) {
    sizes[number] += (unit.size * covered[number]) / length;
    if (covered[number] === length) complete[number]++;
  }
}

/** What of an entry's text a query means, for marks: of a single character, only itself. */
function hitsOf(units) {
  return new Set(
    units.flatMap(({ slots, run, size }) =>
      slots.flatMap((tokens) => [...tokens].filter((token) => !run || size > 1 || token.length === 1)),
    ),
  );
}

/** More for names that the query nearly is, most for one that it is, and for words side by side. */
function extra(index, { entry, number }, units, hits, isComplete) {
  const shares = [...Object.values(entry.title), ...(entry.names ?? [])].map((name) => {
    const tokens = tokensOf(index, name);
    return tokens.filter((token) => hits.has(token)).length / Math.max(1, tokens.length);
  });
  const share = Math.max(...shares);
  let score = share === 1 && isComplete ? WHOLE_NAME : 10 * share;
  for (let at = 1; at < units.length; at++) {
    if (units[at - 1].run || units[at].run || !units[at - 1].slots.length || !units[at].slots.length) continue;
    const phrase = ` ${[...units[at - 1].slots[0]][0]} ${[...units[at].slots[0]][0]} `;
    const weights = index.fields.map(({ weight, words }) => (words[number].includes(phrase) ? weight : 0));
    score += Math.max(...weights);
  }
  return score;
}

/**
 * The text in pieces, of which every second (from the second on) is what the query means.
 * @returns {string[]}
 */
export function mark(index, text, units) {
  const hits = hitsOf(units);
  const ranges = [];
  const add = (start, end) => {
    const previous = ranges.at(-1);
    if (previous && start <= previous[1] + 1 && !/[\s、，。；]/.test(text.slice(previous[1], start))) {
      previous[1] = Math.max(previous[1], end);
    } else ranges.push([start, end]);
  };
  for (const { word, run, places, start, end } of read(normalise(text, index.simplified))) {
    if (word && hits.has(stem(word))) add(start, end);
    places.forEach((place, at) => {
      const next = places[at + 1];
      if (hits.has(run[at])) add(place, place + 1);
      if (next && hits.has(run[at] + run[at + 1])) add(place, next + 1);
    });
  }
  const pieces = [];
  let at = 0;
  for (const [start, end] of ranges) {
    pieces.push(text.slice(at, start), text.slice(start, end));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

/** The part of marked pieces, about so long, that has most marks in it. @returns {string[]} */
export function excerpt(pieces, length) {
  const text = pieces.join("");
  if (text.length <= length) return pieces;
  const ends = [];
  pieces.reduce((at, piece) => (ends.push(at + piece.length), at + piece.length), 0);
  const marks = ends.filter((_, at) => at % 2).map((end, at) => [end - pieces[2 * at + 1].length, end]);
  let start = 0;
  let most = 0;
  for (const [from] of marks) {
    const within = marks.filter(([one, other]) => one >= from && other <= from + length * 0.8);
    const marked = new Set(within.map(([one, other]) => text.slice(one, other))).size;
    if (marked > most) [start, most] = [from, marked];
  }
  const before = text.slice(Math.max(0, start - length / 5), start);
  const sentence = before.search(/[。；！？\n][^。；！？\n]*$|[.;!?]\s[^.;!?]*$/);
  start -= sentence < 0 ? (start ? Math.min(before.length, before.length - before.indexOf(" ") - 1) : 0) : before.length - sentence - 1;
  const end = Math.min(text.length, start + length);
  const cut = pieces.map((piece, at) => piece.slice(Math.max(0, start - ends[at] + piece.length), Math.max(0, end - ends[at] + piece.length)));
  if (start > 0) cut[0] = `…${cut[0].trimStart()}`;
  if (end < text.length) cut[cut.length - 1] += "…";
  return cut;
}
