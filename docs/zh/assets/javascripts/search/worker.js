/**
 * Answers Material's search box. Its messages: 0 set up, answered by 1 ready; 2 query, answered by
 * 3 results. Of a section of a page the box shows the title alone, so all of a result is in there.
 */

const TAGS = { zh: "zh-CN", en: "en" };
const SEPARATORS = { zh: "、", en: ", " };
const EXCERPTS = { zh: 72, en: 150 };
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

let language = "zh";
let latest = 0;

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 0) {
    language = data.config.lang[0];
    self.postMessage({ type: 1 });
  } else if (type === 2) {
    const turn = ++latest;
    for await (const items of answers(data)) {
      if (turn === latest) self.postMessage({ type: 3, data: { items } });
    }
  }
});

/** Material's results of a query; nothing is loaded before the first. */
async function* answers(query) {
  if (!query.trim()) return yield [];
  const [{ search }, { excerpt, mark }] = await Promise.all([import("./index.js"), import("./matcher.js")]);
  for await (const { index, units, results } of search(query, language)) {
    const marked = (text) => mark(index, text, units);
    yield results.map((result) => [item(result, index, marked, excerpt)]);
  }
}

function item({ entry, number, score }, index, marked, excerpt) {
  const title = marked(entry.title[language]);
  const note = noteOf(entry, index, marked);
  const [written, text] = textOf(entry, number, index, marked);
  const part = excerpt(text, EXCERPTS[written]);
  const found = [title, note, part].flatMap((pieces) => pieces.filter((_, at) => at % 2));
  return {
    location: entry.location,
    title: [html(title), small(note, language), small(part, written)].filter(Boolean).join("<br>"),
    text: "",
    score,
    terms: Object.fromEntries([...new Set(found)].slice(0, 8).map((term) => [term, true])),
  };
}

/** What the entry is or belongs to: of a task, its measure and departments; of a department, its names. */
function noteOf(entry, index, marked) {
  const parts = [];
  if (entry.note) parts.push(marked(entry.note[language]));
  if (entry.parent !== undefined) parts.push(marked(index.entries[entry.parent].title[language]));
  const names = entry.names ?? [];
  const asked = names.filter((name) => marked(name).length > 1);
  if (asked.length) parts.push(joined(asked.map(marked), SEPARATORS[language]));
  const departments = (entry.departments ?? []).map((one) => nameOf(index.entries[one], marked));
  if (departments.length) parts.push(joined(departments, SEPARATORS[language]));
  return joined(parts, " · ");
}

/** The name of a task's department, marked also where the query has another name of it. */
function nameOf({ title, names = [] }, marked) {
  const isWhole = (pieces) => pieces.length > 1 && pieces.every((piece, at) => at % 2 || !piece);
  const pieces = marked(title[language]);
  const others = [...Object.values(title), ...names];
  return pieces.length === 1 && others.some((name) => isWhole(marked(name))) ? ["", title[language], ""] : pieces;
}

/** The text in the reader's language, or in one that has what is asked for. */
function textOf(entry, number, index, marked) {
  const texts = [...index.texts].map(([written, all]) => [written, marked(all[number])]);
  texts.sort(([one]) => (one === language ? -1 : 1));
  return texts.find(([, pieces]) => pieces.length > 1) ?? texts.find(([one]) => one === language) ?? [language, [""]];
}

/** Lists of pieces as one: every second piece stays a marked one. */
function joined(lists, separator) {
  return lists.reduce(
    (all, pieces) => (all.length ? [...all.slice(0, -1), all.at(-1) + separator + pieces[0], ...pieces.slice(1)] : pieces),
    [],
  );
}

const escaped = (text) => text.replace(/[&<>"]/g, (character) => ESCAPED[character]);
const html = (pieces) =>
  pieces.map((piece, at) => (at % 2 ? `<mark>${escaped(piece)}</mark>` : escaped(piece))).join("");
const small = (pieces, written) =>
  pieces.join("") && `<small${written === language ? "" : ` lang="${TAGS[written]}"`}>${html(pieces)}</small>`;
