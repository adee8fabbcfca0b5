// Reads the small tables of an evidence package: a header row, commas, no quotes.

/** The rows as objects by column; numbers where the text is one, null where it is empty. */
export function parseCsv(text) {
  const [header, ...lines] = text.split('\n').filter((line) => line !== '');
  const columns = (header ?? '').split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, i) => [column, value(cells[i])]));
  });
}

function value(cell) {
  if (cell === undefined || cell === '') {
    return null;
  }
  const number = Number(cell);
  return Number.isNaN(number) ? cell : number;
}
