/**
 * Reads texts, and queries alike: words in Latin letters, runs of Chinese characters and digits.
 *
 * Tokens are the stems of words and the pairs of neighbours in runs: Chinese needs no word list.
 */

const HAN = "\\p{Script=Han}";
const LATIN = "\\p{Script=Latin}";
const CHARACTER = `(?:${HAN}|\\d|(?<=\\d)\\.(?=\\d))`;
/** What runs continue over: quotes and hyphens, and a space between a character and a digit. */
const JOINER = `(?:[-‐-―“”‘’"'·・]?|(?<=${HAN}) (?=\\d)|(?<=\\d) (?=${HAN}))`;
const PIECE = new RegExp(
  `(?<word>%|\\d*${LATIN}(?:['’]?[${LATIN}\\d])*)|${CHARACTER}(?:${JOINER}${CHARACTER})*`,
  "gu",
);
const NOT_IN_RUN = /[^\p{Script=Han}\d.]/gu;

const STOP_WORDS = new Set(
  `a about all an and any are as at be by can could do does for from had has have how if in into is of
  on or responsible should so than that the their them then there these they this to was were what when
  where which who whom why will with would you your`.split(/\s+/),
);
const SUFFIX = new RegExp(
  "(?<=.{4})(?:i[sz](?:ations?|ers?|ing|ed|es?)|at(?:ion|ing|ed|ive|or|e)|ition|ical|ion|ing|ment|ness|" +
    "ance|ence|ant|ent|able|ible|ity|ive|ful)$|(?<=.{3})(?:ing|ed|er|or|ly|al|ic|y|e)$",
);

/** The text in small letters of usual width; every place stays the same. @param {string} text */
export function normalise(text) {
  return text.replace(/[^\0-@[-\x7f\u4e00-\u9fff]/g, (character) => {
    const normal = character.normalize("NFKC").toLowerCase();
    return normal.length === 1 ? normal : character;
  });
}

/**
 * The words and runs of a normalised text, in its order.
 * @param {string} text
 * @returns {{word?: string, run?: string}[]}
 */
export const read = (text) =>
  [...text.matchAll(PIECE)].map(({ 0: piece, groups: { word } }) =>
    word ? { word: wordOf(word) } : { run: piece.replace(NOT_IN_RUN, "") },
  );

const wordOf = (/** @type {string} */ letters) => {
  const word = letters.replace(/['’]/g, "").replaceAll("ü", "v");
  return word === "percent" ? "%" : word;
};

/** The tokens of a normalised text. @param {string} text */
export function tokensOf(text) {
  return read(text).flatMap(({ word, run }) => {
    if (run) return pairs(run);
    return isStopWord(word) ? [] : [stem(word)];
  });
}

/** The pairs of neighbours in a run; of a single character, itself. @param {string} run */
export const pairs = (run) =>
  run.length === 1
    ? [run]
    : Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));

/** Whether a word says nothing of what is asked for. @param {string} word */
export const isStopWord = (word) => STOP_WORDS.has(word);

/** The word in the singular. @param {string} word */
export const singular = (word) =>
  word.replace(/(?<=..)ies$/, "y").replace(/(?<=ss|x|z|ch|sh)es$|(?<=..[^sui])s$/, "");

const stems = new Map();

/** What a word shares with its other forms and spellings; rough, but alike for all. @param {string} word */
export function stem(word) {
  let stemmed = stems.get(word);
  if (stemmed === undefined) {
    stemmed = singular(word).replace("our", "or");
    for (let longer = ""; longer !== stemmed;) {
      longer = stemmed;
      stemmed = longer.replace(SUFFIX, "");
    }
    stems.set(word, stemmed);
  }
  return stemmed;
}

/**
 * The words of a normalised text that have one of the stems, as they are written there.
 * @param {string} text
 * @param {Set<string>} wanted
 */
export function wordsWith(text, wanted) {
  const beginnings = [...wanted].filter((one) => /^[a-z%]/.test(one)).map((one) => one.slice(0, 3));
  if (!beginnings.length) return [];
  const words = text.match(new RegExp(`(?<![a-z])(?:${beginnings.join("|")})[a-z'’]*`, "g")) ?? [];
  return words.filter((word) => wanted.has(stem(wordOf(word))));
}

/**
 * A function that parts a text: every second part, from the second on, is one of the terms.
 * @param {Set<string>} terms as normalised texts have them
 * @returns {(text: string) => string[]}
 */
export function marker(terms) {
  const patterns = [...terms]
    .sort((one, other) => other.length - one.length)
    .map((term) =>
      /^[a-z]/.test(term) ? `(?<![a-z])${term}(?![a-z])` : term.replaceAll(".", "\\."),
    );
  const pattern = new RegExp(patterns.join("|") || "(?!)", "g");
  return (text) => {
    const parts = [];
    let at = 0;
    for (const { 0: term, index } of normalise(text).matchAll(pattern)) {
      const end = index + term.length;
      if (index > at || !parts.length) parts.push(text.slice(at, index), text.slice(index, end));
      else parts.push(parts.pop() + text.slice(at, end));
      at = end;
    }
    return [...parts, text.slice(at)];
  };
}

/**
 * About so much of a marked text, where it has the most different marks.
 * @param {string[]} parts
 * @param {number} length
 */
export function excerpt(parts, length) {
  const text = parts.join("");
  if (text.length <= length) return parts;
  const starts = parts.map((_, at) => parts.slice(0, at).join("").length);
  const marked = [...starts.keys()].filter((at) => at % 2);
  const near = (first) =>
    marked.filter((at) => at >= first && starts[at] < starts[first] + length / 2);
  const richness = (first) => new Set(near(first).map((at) => parts[at])).size;
  const richest = marked.reduce(
    (best, at) => (richness(at) > richness(best) ? at : best),
    marked[0],
  );
  const start = beginning(text, starts[richest] ?? 0, length / 5);
  const end = wordStart(text, Math.min(text.length, start + length));
  const cut = parts.map((part, at) =>
    part.slice(Math.max(0, start - starts[at]), Math.max(0, end - starts[at])),
  );
  if (start) cut[0] = `…${cut[0]}`;
  if (end < text.length) cut.push(`${cut.pop()}…`);
  return cut;
}

/** Where to begin reading, at most so much before a place: with its sentence, or a word. */
function beginning(text, place, most) {
  const start = wordStart(text, Math.max(0, Math.round(place - most)));
  const sentences = text.slice(start, place).match(/^[^]*(?:[。；！？\n]|[.;!?]\s)/);
  return start + (sentences?.[0].length ?? 0);
}

/** The place, or the beginning of the word that it is in. */
function wordStart(text, place) {
  while (/^[a-z]{2}$/i.test(text.slice(place - 1, place + 1))) place--;
  return place;
}
