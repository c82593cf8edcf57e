// The bench: our work and that of peers, side by side in one run. npm run bench -- --help
import { writeFileSync } from 'node:fs'
import { connect } from '@goated/schema'
import { startPostgres } from '@goated/testkit'
import type { BenchContext } from './context.ts'
import { describeMachine } from './machine.ts'
import { type BenchOptions, readOptions, type RowName, usage } from './options.ts'
import { startRedis } from './redis.ts'
import { printRow, type Row, rowJson } from './report.ts'
import { benchFanOut } from './rows/fan-out.ts'
import { benchFinalise } from './rows/finalise.ts'
import { benchHttp } from './rows/http.ts'
import { benchParse } from './rows/parse.ts'
import { benchRank } from './rows/rank.ts'
import { benchReads } from './rows/read.ts'
import { benchSlowReaders } from './rows/slow-readers.ts'
import { benchTick } from './rows/tick.ts'
import { benchWrites } from './rows/writes.ts'
import { createWorld } from './world.ts'

const options = optionsOrExit()
// As an operator would run it: every commit is on disk before it counts.
const server = await startPostgres({ durable: true, settings: { shared_buffers: '1GB', max_wal_size: '8GB' } })
const redis = await startRedis()
const rows: Row[] = []
try {
  const { db, close } = await connect(server.url)
  const machine = await describeMachine(db, redis?.version ?? null)
  await close()
  for (const [name, value] of Object.entries(machine)) console.log(`${name.padEnd(10)} ${value}`)
  for (const players of options.players) {
    const world = await createWorld(server, players)
    console.log(`\n${players.toLocaleString('en')} players: set up in ${(world.setupMs / 1000).toFixed(1)} s`)
    await runRows({ world, options, redis })
    await server.dropDatabase(world.template)
  }
  if (options.json !== undefined)
    writeFileSync(options.json, `${JSON.stringify({ machine, rows: rows.map(rowJson) }, null, 2)}\n`)
} finally {
  await redis?.stop()
  await server.stop()
}

async function runRows(context: BenchContext): Promise<void> {
  const { players } = context.world
  const add = (row: RowName, measured: Omit<Row, 'row' | 'players'>) => {
    const done = { row, players: players.count, ...measured }
    rows.push(done)
    printRow(done)
  }
  const single = {
    'ingest/tick': benchTick,
    'ingest/parse': benchParse,
    'ingest/writes': benchWrites,
    'rank/update': benchRank,
    'race/finalise': benchFinalise,
    'ws/fan-out-1k': (context: BenchContext) => benchFanOut(context, 1_000),
    'ws/fan-out-10k': (context: BenchContext) => benchFanOut(context, 10_000),
    'ws/slow-readers': benchSlowReaders,
  } as const
  // A message shows the first places only, however many players there are.
  const isRepeated = (row: RowName) => row.startsWith('ws/') && players.count !== options.players[0]
  const isSingle = (row: RowName): row is keyof typeof single => row in single
  for (const row of options.rows) if (isSingle(row) && !isRepeated(row)) add(row, await single[row](context))
  if (options.rows.some((row) => row.startsWith('read/')))
    for (const { row, ...measured } of await benchReads(context)) add(row, measured)
  if (options.rows.some((row) => row.startsWith('http/')))
    for (const { row, ...measured } of await benchHttp(context)) add(row, measured)
}

function optionsOrExit(): BenchOptions {
  try {
    if (!process.argv.includes('--help')) return readOptions(process.argv.slice(2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  console.log(usage)
  process.exit(2)
}
