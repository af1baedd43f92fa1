/** Rows of comma-separated values (RFC 4180), each cell as it stands between its quotes; empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, at]: [string[], string, number] = [[], "", 0];
  const own = text.replace(/^\ufeff/, "");
  const endRow = (): void => {
    row.push(cell);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    [row, cell] = [[], ""];
  };
  while (at < own.length) {
    const char = own[at] ?? "";
    at += 1;
    if (char === '"' && cell.trim() === "") [cell, at] = readQuoted(own, at);
    else if (char === ",") {
      row.push(cell);
      cell = "";
    } else if (char === "\n") endRow();
    else if (char !== "\r" || own[at] !== "\n") cell += char;
  }
  endRow();
  return rows;
}

/** A quoted cell and the place behind its last quote. */
function readQuoted(text: string, start: number): [string, number] {
  let [cell, at] = ["", start];
  for (;;) {
    const end = text.indexOf('"', at);
    if (end < 0) return [cell + text.slice(at), text.length];
    cell += text.slice(at, end);
    if (text[end + 1] !== '"') return [cell, end + 1];
    cell += '"';
    at = end + 2;
  }
}
