import { parseArgs } from 'node:util'

export const ROWS = [
  'ingest/tick',
  'ingest/parse',
  'ingest/writes',
  'rank/update',
  'read/top100',
  'read/rank-of',
  'read/around',
  'race/finalise',
  'http/board',
  'http/board-304',
  'ws/fan-out-1k',
  'ws/fan-out-10k',
  'ws/slow-readers',
] as const
export type RowName = (typeof ROWS)[number]

export interface BenchOptions {
  players: number[]
  rows: RowName[]
  runs: number
  json: string | undefined
}

export const usage = `Usage: npm run bench -- [--players 10k,100k,1m] [--only ROW] [--runs N] [--json FILE]
Rows: ${ROWS.join(', ')}; --only may be given more than once, and a name like "read" takes all that begin with it.`

/**
 * Reads the command line.
 *
 * @throws Error what is wrong with it
 */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      players: { type: 'string', default: '10k,100k' },
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '7' },
      json: { type: 'string' },
    },
  })
  const wanted = values.only.flatMap((list) => list.split(','))
  const unknown = wanted.find((name) => !ROWS.some((row) => row.startsWith(name)))
  if (unknown !== undefined) throw new Error(`There is no row ${unknown}.`)
  return {
    players: values.players.split(',').map((text) => readCount(text)),
    rows: ROWS.filter((row) => wanted.length === 0 || wanted.some((name) => row.startsWith(name))),
    runs: readCount(values.runs),
    json: values.json,
  }
}

function readCount(text: string): number {
  const match = /^(?<digits>[1-9]\d*)(?<factor>[km]?)$/i.exec(text.trim())
  if (!match?.groups) throw new Error(`Not a number: ${text}`)
  const factor = { '': 1, k: 1_000, m: 1_000_000 }[match.groups['factor']?.toLowerCase() ?? ''] ?? 1
  return parseInt(match.groups['digits'] ?? '', 10) * factor
}
