/**
 * Says what a query asks for in an index: units, each a run of Chinese characters or a word.
 *
 * What is not in the plan as written is taken for what it most likely is: pinyin, initials, the
 * beginning or a part of a word, a slip of one letter, a character for another of the same sound.
 */

import { isStopWord, normalise, pairs, read, singular, stem } from "./text.js";

/** How questions are asked, which is not what they ask for. */
const STOP_CHARACTERS = /的|怎么样?|怎样|如何|什么|哪些|哪个|谁|吗|请问|有关|关于|负责/g;
/** So many letters count as much as a character. */
const LETTERS = 3;
/** So many ways to read so many letters as pinyin are tried: both more than names need. */
const SPELLINGS = 30;
const SPELLED = 40;
/** What letters look like that are pinyin, in full or initials. */
const PINYIN = /^(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng?|r)?){2,}$|^[^aeiou]+$/;

/**
 * The units of a query, in its order. The place that the whole plan is about says nothing, unless
 * it is all that is asked for.
 * @param {import("./types.d.ts").Index} index
 * @param {string} query
 * @param {string} language the reader's
 * @returns {import("./types.d.ts").Unit[]}
 */
export function parse(index, query, language) {
  const whole = written(index, query);
  const rest = index.place.reduce((text, place) => text.replaceAll(place, " "), whole);
  const text = (read(rest).length ? rest : whole).replace(STOP_CHARACTERS, " ");
  const units = [];
  let words = [];
  for (const { word, run } of [...read(text), {}]) {
    if (word) words.push(word);
    else {
      units.push(...latinUnits(index, words, language));
      words = [];
      if (run) units.push(runUnit(index, run));
    }
  }
  return units;
}

/** The query as the plan would write it. */
export const written = (index, query) =>
  normalise(query).replace(
    /\p{Script=Han}/gu,
    (character) => index.lexicon.simplified.get(character) ?? character,
  );

/** A language that the units need and the index has no texts of. */
export const wantedLanguage = (index, units) =>
  units.flatMap((unit) => unit.languages).find((language) => !index.texts.has(language));

/** A run; if the plan has not most of it so, also in characters of the same sound: 卫建局 for 卫健局. */
function runUnit(index, run) {
  const languages = /\p{Script=Han}/u.test(run) ? ["zh"] : [];
  if (run.length === 1) return characterUnit(index, [run], languages);
  const known = pairs(run).map((pair) => has(index, pair));
  const covered = [...run].filter((_, at) => known[at - 1] || known[at]).length;
  const alike = (pair) =>
    soundsOf(index, pair).flatMap((sound) => index.vocabulary.bySound.get(sound) ?? []);
  const slots = pairs(run).map((pair, at) =>
    known[at] ? [pair] : covered > run.length / 2 ? [] : alike(pair),
  );
  return unitOf(slots, run.length, languages);
}

/** Any of the characters, wherever it stands. */
function characterUnit(index, characters, languages) {
  const having = index.vocabulary.chinese.filter((token) =>
    characters.some((one) => token.includes(one)),
  );
  return unitOf([[...characters, ...having]], 1, languages);
}

const unitOf = (slots, size, languages, isRun = true) => ({
  slots: slots.map((tokens) => new Set(tokens)),
  size,
  languages,
  isRun,
});

/** Words in Latin letters: those of the plan, or pinyin with or without spaces. */
function latinUnits(index, words, language) {
  const units = [];
  for (let start = 0; start < words.length;) {
    let end = words.length;
    let unit = null;
    for (; end > start && !unit; end--) {
      const some = words.slice(start, end);
      if (!some.every((word) => has(index, stem(word)))) unit = pinyinUnit(index, some.join(""), 2);
    }
    start = unit ? end + 1 : start + 1;
    unit ??= wordUnit(index, words[start - 1], language);
    if (unit) units.push(unit);
  }
  return units;
}

/** What a word is, the first that fits; nothing for a stop word. */
function wordUnit(index, word, language) {
  if (isStopWord(word)) return null;
  const size = Math.max(1, word.length / LETTERS);
  const stemmed = stem(word);
  if (has(index, stemmed)) return unitOf([[stemmed]], size, word === "%" ? [] : ["en"], false);
  const isPinyin = PINYIN.test(word);
  const languages = isPinyin && language === "zh" ? ["zh", "en"] : ["en", "zh"];
  const fitting = (fits) => {
    const tokens = index.vocabulary.words.filter(fits);
    return tokens.length ? unitOf([tokens], size, isPinyin ? languages : ["en"], false) : null;
  };
  const isLong = word.length > 3;
  const forms = [word, singular(word), stemmed].filter((form) => form.length > 3);
  return (
    fitting((other) => word.length > 1 && other.startsWith(word)) ??
    initialsUnit(index, word) ??
    fitting((other) => isLong && other.includes(word)) ??
    fitting((other) => forms.some((form) => isOneEdit(form, other))) ??
    fitting((other) => other.length > 4 && word.startsWith(other)) ??
    pinyinUnit(index, word, 1) ??
    unitOf([], size, languages, false)
  );
}

/** The letters as pinyin of at least so many syllables, if the plan has every syllable so. */
function pinyinUnit(index, letters, least) {
  const { bySound } = index.vocabulary;
  for (const spelling of spellings(index, letters)) {
    if (spelling.length < least) continue;
    if (spelling.length === 1) {
      const characters = [...index.lexicon.readings]
        .filter(([, readings]) => readings.some((syllable) => spelling[0].includes(syllable)))
        .map(([character]) => character);
      return characterUnit(index, characters, ["zh"]);
    }
    const slots = spelling
      .slice(1)
      .map((second, at) =>
        spelling[at].flatMap((one) => second.flatMap((two) => bySound.get(`${one} ${two}`) ?? [])),
      );
    if (spelling.every((_, at) => slots[at - 1]?.length || slots[at]?.length)) {
      return unitOf(slots, spelling.length, ["zh"]);
    }
  }
  return null;
}

/** Ways to part letters into syllables. Each is a list of choices: the last may be unfinished. */
function spellings(index, letters) {
  const { syllables } = index.lexicon;
  const found = [];
  const part = (before, rest) => {
    if (found.length >= SPELLINGS) return;
    if (!rest) return found.push(before);
    for (let length = Math.min(6, rest.length); length > 0; length--) {
      const syllable = rest.slice(0, length);
      if (syllables.includes(syllable)) part([...before, [syllable]], rest.slice(length));
    }
    const begun = syllables.filter((syllable) => syllable.startsWith(rest) && syllable !== rest);
    if (begun.length) found.push([...before, begun]);
  };
  if (letters.length <= SPELLED) part([], letters);
  return found;
}

/** The letters as initials: of a whole name, or from three letters on of a part of one. */
function initialsUnit(index, letters) {
  if (letters.length < 2) return null;
  const slots = Array.from({ length: letters.length - 1 }, () => []);
  for (const [name, initials] of index.vocabulary.initials) {
    const start = letters.length > 2 || initials.length === 2 ? initials.indexOf(letters) : -1;
    if (start < 0) continue;
    pairs(name.slice(start, start + letters.length)).forEach((pair, at) => slots[at].push(pair));
  }
  return slots[0].length ? unitOf(slots, letters.length, ["zh"]) : null;
}

/** Whether one letter added, left out, changed, or swapped with the next makes one word the other. */
function isOneEdit(one, other) {
  if (Math.abs(one.length - other.length) > 1) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  const [rest, otherRest] = [one.slice(at + 1), other.slice(at + 1)];
  return (
    rest === otherRest ||
    rest === other.slice(at) ||
    one.slice(at) === otherRest ||
    (one[at] === otherRest[0] && other[at] === rest[0] && rest.slice(1) === otherRest.slice(1))
  );
}

const has = (index, token) => index.fields.some((field) => field.entries.has(token));

/**
 * What is in the index, for queries that are not spelled as the plan is.
 * @returns {import("./types.d.ts").Vocabulary}
 */
export function vocabularyOf(index) {
  const tokens = [...new Set(index.fields.flatMap((field) => [...field.entries.keys()]))];
  const chinese = tokens.filter((token) => /^\p{Script=Han}+$/u.test(token));
  const bySound = new Map();
  for (const token of chinese) {
    for (const sound of soundsOf(index, token)) {
      if (!bySound.has(sound)) bySound.set(sound, []);
      bySound.get(sound).push(token);
    }
  }
  const { readings } = index.lexicon;
  const names = index.entries.flatMap(({ title, names: others = [] }) => [title.zh, ...others]);
  const initials = [...new Set(names)].map((name) => [
    name,
    name.replace(/[^]/g, (character) => readings.get(character)?.[0][0] ?? " "),
  ]);
  return { words: tokens.filter((token) => /^[a-z]/.test(token)), chinese, bySound, initials };
}

/** The ways to read a token: syllables, parted by spaces. */
function soundsOf(index, token) {
  const [first, ...others] = [...token].map(
    (character) => index.lexicon.readings.get(character) ?? [],
  );
  return others.reduce(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`)),
    first,
  );
}
