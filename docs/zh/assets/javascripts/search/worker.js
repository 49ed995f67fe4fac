/**
 * Answers Material's search box. Its messages: 0 set up, 1 ready; 2 query, 3 results in HTML. Where a
 * result is a section of a page, the box shows only the title, so the title has everything.
 */

const TAGS = { zh: "zh-CN", en: "en" };
const SEPARATORS = { zh: "、", en: ", " };
const EXCERPTS = { zh: 72, en: 150 };
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Nobody reads more results. */
const RESULTS = 100;
/** So many words are marked on the page that a result leads to. */
const TERMS = 8;

let language = "zh";
let latest = 0;

self.addEventListener("message", async ({ data: { type, data } }) => {
  if (type === 0) {
    language = data.config.lang[0];
    self.postMessage({ type: 1 });
  } else if (type === 2) {
    const turn = ++latest;
    for await (const items of answersTo(data)) {
      if (turn === latest) self.postMessage({ type: 3, data: { items } });
    }
  }
});

/** The groups of results that the box shows, here of one each. Before a query nothing is loaded. */
async function* answersTo(query) {
  if (!query.trim()) return yield [];
  const modules = ["search", "matcher", "text"].map((name) => import(`./${name}.js`));
  const [{ search }, { termsOf }, { excerpt, marker, normalise }] = await Promise.all(modules);
  for await (const { results, index, units } of search(query, language, RESULTS)) {
    const termsIn = termsOf(index, units);
    yield results.map(({ entry, number, score }) => {
      const terms = termsIn(number);
      const marked = marker(terms);
      const isAsked = (name) =>
        normalise(name)
          .split(" ")
          .every((word) => terms.has(word));
      const [written, text] = textOf(index, number, marked);
      const lines = [
        html(marked(entry.title[language])),
        small(noteOf(index, entry, marked, isAsked), language),
        small(html(excerpt(text, EXCERPTS[written])), written),
      ];
      return [
        {
          location: entry.location,
          title: lines.filter(Boolean).join("<br>"),
          text: "",
          score,
          terms: Object.fromEntries([...terms].slice(0, TERMS).map((term) => [term, true])),
        },
      ];
    });
  }
}

/** What the entry is or where it belongs; its other names that are asked for; its departments. */
function noteOf({ entries }, { note, parent, names = [], departments = [] }, marked, isAsked) {
  const list = (texts) => texts.map(html).join(SEPARATORS[language]);
  const others = names.map(marked).filter((name) => name.length > 1);
  const responsible = departments.map((number) => departmentOf(entries[number], marked, isAsked));
  return [
    ...[note, entries[parent]?.title].map((text) => text && html(marked(text[language]))),
    list(others),
    list(responsible),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The name of a department, marked as a whole where it is asked for by another. */
function departmentOf({ title, names = [] }, marked, isAsked) {
  const name = marked(title[language]);
  const others = [...Object.values(title), ...names];
  return name.length === 1 && others.some(isAsked) ? ["", title[language], ""] : name;
}

/** The text in the reader's language, or in another if only that has what is asked for. */
function textOf({ texts }, number, marked) {
  const all = [...texts].map(([written, list]) => [written, marked(list[number])]);
  const own = all.filter(([written]) => written === language);
  return [...own, ...all].find(([, parts]) => parts.length > 1) ?? own[0] ?? [language, [""]];
}

const escaped = (text) => text.replace(/[&<>"]/g, (character) => ESCAPED[character]);
const html = (parts) =>
  parts.map((part, at) => (at % 2 ? `<mark>${escaped(part)}</mark>` : escaped(part))).join("");
const small = (content, written) =>
  content && `<small${written === language ? "" : ` lang="${TAGS[written]}"`}>${content}</small>`;
