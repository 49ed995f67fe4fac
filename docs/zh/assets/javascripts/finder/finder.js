/** Turns the table of all tasks into a finder: facets, text, address, chips, and lists to take away. */

import { EVERYTHING, FACETS, countWith, filter, fromQuery, toQuery, without } from "./filter.js";
import { toCsv, toXlsx } from "./spreadsheet.js";

/** The search, which is large: loaded when the first word is typed. */
const searching = () => import("../search/search.js");
const languageOfPage = () => document.documentElement.lang.slice(0, 2);

const form = document.querySelector("form.finder");
if (form) start(form, document.querySelector("table.tasks"));

function start(form, table) {
  const rows = [...table.tBodies[0].rows];
  const tasks = rows.map((row) => ({
    id: row.dataset.task,
    measure: row.dataset.measure,
    departments: row.dataset.departments.split(" ").filter(Boolean),
    leads: row.dataset.leads.split(" ").filter(Boolean),
    row,
  }));
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const kinds = new Map(
    boxes.filter((box) => box.name === "department").map((box) => [box.value, box.dataset.kind]),
  );
  const text = form.elements.text;
  const chips = form.querySelector(".finder__chips");
  const empty = form.querySelector(".finder__empty");
  const options = Object.fromEntries(
    FACETS.map((facet) => [
      facet,
      boxes.filter((box) => box.name === facet).map((box) => box.value),
    ]),
  );
  let state = fromQuery(location.search, options);
  let found = null;
  let turn = 0;

  const knowledge = () => ({ kinds, found });
  const nameOf = (facet, option) =>
    facet === "text"
      ? option
      : boxes.find((box) => box.name === facet && box.value === option)?.labels[0].children[1].textContent;
  const chosen = () => [
    ...(state.text ? [["text", state.text]] : []),
    ...FACETS.flatMap((facet) => state[facet].map((option) => [facet, option])),
  ];

  function button(label, name, onClick) {
    const item = document.createElement("li");
    const made = item.appendChild(document.createElement("button"));
    made.type = "button";
    made.textContent = name;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", onClick);
    return item;
  }

  /** Shows the state: rows, counts, chips, and what to loosen where nothing is left. */
  function show() {
    const left = new Set(filter(tasks, state, knowledge()));
    for (const task of tasks) task.row.hidden = !left.has(task);
    for (const box of boxes) {
      const count = countWith(tasks, state, knowledge(), box.name, box.value);
      box.labels[0].querySelector(".count").textContent = count;
      box.labels[0].classList.toggle("is-empty", count === 0 && !box.checked);
    }
    form.querySelector("output").textContent = form.dataset.count.replace("{n}", left.size);
    chips.replaceChildren(
      ...chosen().map(([facet, option]) => {
        const name = nameOf(facet, option);
        const remove = () => {
          change(without(state, facet, option), true);
          (chips.querySelector("button") ?? text).focus();
        };
        return button(form.dataset.remove.replace("{name}", name), `${name} ×`, remove);
      }),
    );
    empty.hidden = left.size > 0;
    empty.querySelector("ul").replaceChildren(
      ...(left.size ? [] : chosen()).map(([facet, option]) => {
        const looser = without(state, facet, option);
        const all = { kinds, found: facet === "text" ? null : found };
        const label = form.dataset.removeCount
          .replace("{name}", nameOf(facet, option))
          .replace("{n}", filter(tasks, looser, all).length);
        return button(label, label, () => change(looser, true));
      }),
    );
  }

  /** Puts the state into the controls. */
  function fill() {
    text.value = state.text;
    for (const box of boxes) box.checked = state[box.name].includes(box.value);
    form.elements.match.value = state.match;
  }

  async function change(next, remember) {
    const searched = next.text !== state.text || turn === 0;
    state = next;
    const query = toQuery(state);
    const address = location.pathname + (query && `?${query}`) + location.hash;
    if (remember && turn) history.pushState(null, "", address);
    else if (turn) history.replaceState(null, "", address);
    const own = ++turn;
    fill();
    if (searched) {
      found = null;
      const answers = state.text ? (await searching()).search(state.text, languageOfPage()) : [];
      for await (const { results } of answers) {
        if (own !== turn) return;
        const sections = results.filter(({ entry }) => entry.kind === "task");
        found = new Set(sections.map(({ entry }) => entry.location.split("#")[1]));
        show();
      }
    }
    if (!searched || !state.text) show();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (event.target === text) return change({ ...state, text: text.value }, false);
    const checked = (name) =>
      boxes.filter((box) => box.name === name && box.checked).map((box) => box.value);
    const facets = Object.fromEntries(FACETS.map((facet) => [facet, checked(facet)]));
    return change({ ...state, ...facets, match: form.elements.match.value }, true);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    change({ ...EVERYTHING }, true);
  });
  addEventListener("popstate", () => {
    turn = 0;
    change(fromQuery(location.search, options), false);
  });
  form.querySelector(".finder__take").addEventListener("click", ({ target }) => {
    if (target.value) takeAway(target.value, form.dataset.file, table);
  });

  const wide = matchMedia("(width >= 60em)").matches;
  for (const facet of form.querySelectorAll("details")) {
    const used = FACETS.some((name) => facet.querySelector(`[name=${name}]`) && state[name].length);
    facet.open = used || (wide && facet === form.querySelector("details"));
  }
  form.hidden = false;
  change(state, false);
}

/** The visible rows of the table as a file, or on paper. */
function takeAway(kind, name, table) {
  if (kind === "print") return print();
  const shown = [...table.rows].filter((row) => !row.hidden);
  const cell = (one) => {
    const items = one.querySelectorAll("li");
    return items.length ? [...items].map((item) => item.textContent).join("; ") : one.textContent;
  };
  const rows = shown.map((row) => [
    ...[...row.cells].map(cell),
    row.parentElement === table.tHead ? "URL" : row.querySelector("th a").href,
  ]);
  const blob = kind === "csv" ? toCsv(rows) : toXlsx(rows, [16, 44, 36, 60, 60]);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
