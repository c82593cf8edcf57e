import { type GoatedError } from '@goated/schema'
import { type CsvError, parse, type Parser } from 'csv-parse'
import { ingestError } from '../errors.ts'
import { findDelimiter } from './csv-header.ts'

/** One record of a CSV text, with the line that it starts at, from 1. */
export interface CsvRecord {
  line: number
  cells: string[]
}

// A quote that is never closed swallows the rest of the text.
const recordCharactersMax = 1024 * 1024
const pieceCharacters = 64 * 1024

/**
 * Splits CSV as RFC 4180 has it: quotes doubled inside quotes, line breaks inside quotes. Lines end with LF, CRLF or CR;
 * a line break inside a cell becomes LF. Lines with nothing in them are skipped. The delimiter is the one that makes
 * sense of the first line: comma, semicolon or tab, or what `sep=` says. Nothing is guessed beyond that: a quote in the
 * wrong place is an error.
 *
 * @throws READING_INVALID `details.reason` NOT_CSV, with the line in `details.line` and in the message
 */
export async function* readCsvRecords(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<CsvRecord, void, undefined> {
  let head = ''
  let splitter: Splitter | undefined
  for await (const chunk of unifyLineBreaks(chunks)) {
    if (splitter === undefined) {
      head += chunk
      if (!/\S.*\n/.test(head) && head.length < recordCharactersMax) continue
      splitter = startSplitting(head)
      yield* await splitter.write(withoutSep(head))
    } else yield* await splitter.write(chunk)
  }
  if (splitter === undefined) {
    splitter = startSplitting(head)
    yield* await splitter.write(withoutSep(head))
  }
  yield* await splitter.end()
}

interface Splitter {
  write(text: string): Promise<CsvRecord[]>
  end(): Promise<CsvRecord[]>
}

const sepLine = /^\s*"?sep=([,;\t])"?[ \t]*(?=\n|$)/i

/** Excel's own first line, which names the delimiter. Its line stays, empty, so that the numbers of lines are right. */
function withoutSep(text: string): string {
  return text.replace(sepLine, '')
}

function startSplitting(head: string): Splitter {
  const delimiter = sepLine.exec(head)?.[1] ?? findDelimiter(/^.*\S.*$/m.exec(head)?.[0] ?? '')
  const found: CsvRecord[] = []
  // The end of the record before, and the empty lines until then: from there on a quote may be open.
  let endedAt = 0
  let emptyLines = 0
  const parser: Parser = parse({
    delimiter,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: recordCharactersMax,
    on_record(cells: string[], { lines, empty_lines }) {
      endedAt = lines
      emptyLines = empty_lines
      found.push({ line: lines - countLineBreaks(cells), cells })
      // Kept here and not in the stream, which would drop what comes before an error.
      return null
    },
  })
  // Told to whoever waits for the write.
  parser.on('error', () => {})
  parser.resume()

  const settle = (start: (done: (error?: Error | null) => void) => void): Promise<CsvRecord[]> =>
    new Promise((resolve, reject) => {
      start((error) =>
        error ? reject(notCsv(error as SplitError, endedAt + 1 - emptyLines)) : resolve(found.splice(0)),
      )
    })
  return {
    write: (text) => settle((done) => parser.write(text, done)),
    end: () => settle((done) => void parser.once('error', done).end(() => done())),
  }
}

function countLineBreaks(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1
  return count
}

async function* unifyLineBreaks(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const chunk of chunks) {
    // Pieces keep the records that wait few.
    for (let at = 0; at < chunk.length; at += pieceCharacters) {
      const text = held + chunk.slice(at, at + pieceCharacters)
      // Whether a carriage return stands alone, the next piece says; and a surrogate pair must not be cut.
      held = /[\r\ud800-\udbff]$/.exec(text)?.[0] ?? ''
      yield wellFormed(text.slice(0, text.length - held.length).replace(/\r\n?/g, '\n'))
    }
  }
  if (held !== '') yield wellFormed(held.replace('\r', '\n'))
}

/** The splitter works on bytes, where half of a surrogate pair would become another character. */
function wellFormed(text: string): string {
  if (!/\p{Cs}/u.test(text)) return text
  throw ingestError('READING_INVALID', 'The text holds half of a surrogate pair, which is no character.', {
    details: { reason: 'BAD_ENCODING' },
  })
}

type SplitError = CsvError & { lines?: number; empty_lines?: number; column?: number | string }

/** @param after the line behind the last record, less the empty lines that were counted by then */
function notCsv(error: SplitError, after: number): GoatedError {
  const { code, lines, empty_lines: emptyLines = 0, column } = error
  const recordAt = after + emptyLines
  const what = {
    INVALID_OPENING_QUOTE: 'a quote inside a cell that does not start with one',
    CSV_INVALID_CLOSING_QUOTE: 'text behind a closing quote',
    CSV_QUOTE_NOT_CLOSED: 'a quote that is never closed',
    CSV_MAX_RECORD_SIZE: 'a record of more than a million characters; a quote may never be closed',
  }[code as string]
  if (what === undefined) throw error
  const open = /NOT_CLOSED|RECORD_SIZE/.test(code)
  const line = open ? recordAt : (lines ?? recordAt)
  const cell = typeof column === 'number' ? `, cell ${column + 1}` : ''
  return ingestError('READING_INVALID', `Line ${line}${cell}: ${what}.`, { details: { reason: 'NOT_CSV', line } })
}
