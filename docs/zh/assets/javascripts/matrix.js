/** Makes the matrix easier to follow: marks the column of the cell in use, moves by arrow keys. */

const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** The cells of the table's body by row and column. */
const cellsOf = (table) => [...table.tBodies[0].rows].map((row) => [...row.cells]);

/** The next link from a cell in one direction, over cells that are empty. */
function nextLink(cells, row, column, [down, right]) {
  for (;;) {
    row += down;
    column += right;
    const cell = cells[row]?.[column];
    if (!cell) return null;
    const link = cell.querySelector("a");
    if (link) return link;
  }
}

for (const table of document.querySelectorAll(".matrix table")) {
  const cells = cellsOf(table);
  const heads = [...table.tHead.rows].at(-1).cells;
  let marked = [];

  const mark = (cell) => {
    for (const one of marked) one.classList.remove("in-column");
    const column = cell?.closest("tbody") ? cell.cellIndex : 0;
    marked = column && heads[column - 1] ? [heads[column - 1], ...cells.map((row) => row[column])] : [];
    for (const one of marked) one.classList.add("in-column");
  };

  table.addEventListener("pointerover", (event) => mark(event.target.closest("td")));
  table.addEventListener("pointerleave", () => mark(null));
  table.addEventListener("focusin", (event) => mark(event.target.closest("td")));
  table.addEventListener("focusout", () => mark(null));
  table.addEventListener("keydown", (event) => {
    const cell = event.target.closest("tbody th, tbody td");
    const step = STEPS[event.key];
    if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = nextLink(cells, cell.parentElement.sectionRowIndex, cell.cellIndex, step);
    if (link) {
      event.preventDefault();
      link.focus();
    }
  });
}
