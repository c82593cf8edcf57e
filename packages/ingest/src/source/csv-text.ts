import { GoatedError } from '@goated/schema'

/** One record of a CSV text, with the line that it starts at. */
export interface CsvRecord {
  line: number
  cells: string[]
}

/**
 * Splits CSV as RFC 4180 has it: commas, quotes doubled inside quotes, line breaks inside quotes, CRLF or LF. Empty
 * lines are skipped, and so is a byte order mark. Nothing is guessed: a quote in the wrong place is an error.
 *
 * @throws READING_INVALID `details.reason` NOT_CSV, with line and column (both from 1) in the message
 */
export function splitCsv(text: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  let lineStart = at
  while (at < text.length) {
    const record: CsvRecord = { line, cells: [] }
    for (;;) {
      record.cells.push(text[at] === '"' ? quotedCell() : plainCell())
      if (text[at] !== ',') break
      at++
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') newLine()
    if (record.cells.length > 1 || record.cells[0] !== '') records.push(record)
  }
  return records

  function plainCell(): string {
    const from = at
    while (at < text.length && !/[,\r\n]/.test(text.charAt(at))) {
      if (text[at] === '"') throw notCsv('a quote inside a cell that does not start with one')
      at++
    }
    // A carriage return of its own is content, but nobody means it.
    if (text[at] === '\r' && at + 1 < text.length && text[at + 1] !== '\n')
      throw notCsv('a carriage return without a line feed')
    return text.slice(from, at)
  }

  function quotedCell(): string {
    const opened = notCsv('a quote that is never closed')
    let cell = ''
    for (at++; ; at++) {
      const character = text[at]
      if (character === undefined) throw opened
      if (character === '"') {
        if (text[at + 1] !== '"') break
        at++
      } else if (character === '\n') {
        newLine()
        at--
      }
      cell += character
    }
    at++
    if (at < text.length && !/[,\r\n]/.test(text.charAt(at))) throw notCsv('text behind a closing quote')
    return cell
  }

  function newLine(): void {
    at++
    line++
    lineStart = at
  }

  function notCsv(what: string): GoatedError {
    const column = at - lineStart + 1
    return new GoatedError('READING_INVALID', `Line ${line}, column ${column}: ${what}.`, {
      details: { reason: 'NOT_CSV', line, column },
    })
  }
}
