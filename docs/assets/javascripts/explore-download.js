// The current selection as a file, made in the browser: CSV that is safe in a spreadsheet, or JSON.

// A cell that begins so is read as a formula by spreadsheets; as in scripts/kb/exports/csv_file.py.
const FORMULA = /^ *[=+\-@\t\r\n＝＋－＠]/;

/** CSV (RFC 4180) with a head. A text that a spreadsheet would run gets an apostrophe before it. */
export function asCsv(heads, rows) {
  return [heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function cell(value) {
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Hands a text to the reader as a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
