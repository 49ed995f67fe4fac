/** Makes spreadsheets of the list in the browser: CSV, and XLSX (ECMA-376) without a library. */

const FORMULA = /^[=+\-@]/;

/** Rows as CSV (RFC 4180) with a byte order mark; what looks like a formula gets an apostrophe. */
export function toCsv(rows) {
  const cell = (text) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return new Blob(["\ufeff", rows.map((row) => row.map(cell).join(",") + "\r\n").join("")], {
    type: "text/csv;charset=utf-8",
  });
}

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Rows as a workbook of one sheet, the first row frozen; every cell is text, never a formula. */
export function toXlsx(rows, widths) {
  const escape = (text) =>
    text.replace(/[&<>]/g, (one) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one]);
  const cell = (text) => `<c t="inlineStr"><is><t xml:space="preserve">${escape(text)}</t></is></c>`;
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const files = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
    "xl/workbook.xml": `<workbook ${main} xmlns:r="${RELATIONS}"><sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": relations("worksheet", "worksheets/sheet1.xml"),
    "xl/worksheets/sheet1.xml": `<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData>${rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`,
  };
  return new Blob(zip(files), { type: `${TYPE}.sheet` });
}

const relations = (type, target) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${RELATIONS}/${type}" Target="${target}"/></Relationships>`;

/** Texts by name as the parts of a ZIP archive, stored without compression (APPNOTE 6.3). */
function zip(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const path = encoder.encode(name);
    const content = encoder.encode(HEAD + text);
    // Version 2.0, names in UTF-8, stored, 1 January 1980.
    const about = [20, 0x800, 0, 0, 33].map(two).concat(four(crc32(content)), four(content.length), four(content.length), two(path.length), two(0));
    const local = bytes(four(0x04034b50), ...about);
    parts.push(local, path, content);
    directory.push(bytes(four(0x02014b50), two(20), ...about, two(0), two(0), two(0), four(0), four(offset)), path);
    offset += local.length + path.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = Object.keys(files).length;
  const end = bytes(four(0x06054b50), two(0), two(0), two(count), two(count), four(size), four(offset), two(0));
  return [...parts, ...directory, end];
}

const two = (number) => [number & 255, (number >> 8) & 255];
const four = (number) => [...two(number), ...two(number >>> 16)];
const bytes = (...lists) => new Uint8Array(lists.flat());

/** The checksum of ZIP: CRC-32 with the polynomial 0xEDB88320. */
function crc32(content) {
  let crc = -1;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
