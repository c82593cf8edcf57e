/**
 * Text for a spreadsheet. A cell that a spreadsheet would run as a formula gets an apostrophe in front, which shows it as
 * text: names come from strangers. Plain numbers stay numbers, negative ones too.
 */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  // Spreadsheets take a file for UTF-8 only if it begins with this mark.
  const mark = '\uFEFF'
  return mark + [header, ...rows].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('')
}

function toCell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text)
  // Some programs drop leading spaces before they look for a formula.
  const safe = !isNumber && /^\s*[=+\-@\t\r|]/.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
