/** Decides which tasks the finder shows: pure functions on its state, the tasks and the address. */

/**
 * @typedef {object} Task
 * @property {string} id
 * @property {string} measure
 * @property {string[]} departments
 * @property {string[]} leads departments that lead it
 *
 * @typedef {object} State what the reader chose; an empty list or text chooses everything
 * @property {string} text
 * @property {"any" | "all" | "lead"} match how the chosen departments combine
 * @property {string[]} department
 * @property {string[]} measure
 * @property {string[]} kind kinds of department
 *
 * @typedef {object} Knowledge what filtering needs besides the tasks
 * @property {Map<string, string>} kinds the kind of each department
 * @property {Set<string> | null} found ids of the tasks that match the text, null for all
 */

export const FACETS = ["department", "measure", "kind"];

/** @type {Readonly<State>} */
export const EVERYTHING = Object.freeze({ text: "", match: "any", department: [], measure: [], kind: [] });

const TESTS = {
  department: (task, { department, match }) => {
    if (match === "all") return department.every((id) => task.departments.includes(id));
    const among = match === "lead" ? task.leads : task.departments;
    return department.some((id) => among.includes(id));
  },
  measure: (task, { measure }) => measure.includes(task.measure),
  kind: (task, { kind }, { kinds }) => task.departments.some((id) => kind.includes(kinds.get(id))),
};

/** The tasks that the state leaves. */
export function filter(tasks, state, knowledge) {
  return tasks.filter(
    (task) =>
      (!knowledge.found || knowledge.found.has(task.id)) &&
      FACETS.every((facet) => !state[facet].length || TESTS[facet](task, state, knowledge)),
  );
}

/** How many tasks the state would leave with this option of a facet (and, where any will do, no other). */
export function countWith(tasks, state, knowledge, facet, option) {
  const together = facet === "department" && state.match === "all";
  const chosen = together ? [...new Set([...state[facet], option])] : [option];
  return filter(tasks, { ...state, [facet]: chosen }, knowledge).length;
}

/** The state without one option of a facet, or without the text. */
export function without(state, facet, option) {
  return facet === "text"
    ? { ...state, text: "" }
    : { ...state, [facet]: state[facet].filter((one) => one !== option) };
}

/** The state as the query of an address: nothing chosen gives an empty text. */
export function toQuery(state) {
  const query = new URLSearchParams();
  if (state.text) query.set("text", state.text);
  for (const facet of FACETS) {
    if (state[facet].length) query.set(facet, state[facet].join(","));
  }
  if (state.department.length && state.match !== "any") query.set("match", state.match);
  return query.toString().replaceAll("%2C", ",");
}

/** The state that a query names; `options` are the values each facet has, others are ignored. */
export function fromQuery(address, options) {
  const query = new URLSearchParams(address);
  const list = (facet) => options[facet].filter((one) => query.get(facet)?.split(",").includes(one));
  const match = query.get("match");
  return {
    text: query.get("text") ?? "",
    match: match === "all" || match === "lead" ? match : "any",
    department: list("department"),
    measure: list("measure"),
    kind: list("kind"),
  };
}
