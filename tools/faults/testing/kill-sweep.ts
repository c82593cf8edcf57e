import { connect, migrate } from '@goated/schema'
import { type PostgresServer, startPostgres } from '@goated/testkit'
import pg from 'pg'
import { type Dump, dumpTables } from '../../../packages/races/src/evidence/testing/dump-tables.ts'
import { type Death, openKillable } from './killable-database.ts'
import type { Scenario } from './scenarios.ts'

/** What one kill led to. */
export interface Kill {
  /** The statement after which the connection died, from 1, and its text. */
  after: number
  statement: string
  /** What the database holds when it was all done again. */
  dump: Dump
}

/** A server on which scenarios are killed, each time on a copy of the same database. */
export interface KillSweep {
  /** What the database holds, and the statements it took, when nobody interferes. */
  uninterrupted(scenario: Scenario): Promise<{ dump: Dump; statements: readonly string[] }>
  /** Kills the scenario after a statement, runs it again, and looks at what is there. */
  killed(scenario: Scenario, after: number, death: Death): Promise<Kill>
  stop(): Promise<void>
}

export async function startKillSweep(scenarios: readonly Scenario[]): Promise<KillSweep> {
  const server = await startPostgres()
  const admin = new pg.Pool({ connectionString: server.url })
  admin.on('error', () => {})
  for (const [index, scenario] of scenarios.entries()) await prepare(server, templateOf(index), scenario)
  let copies = 0

  function templateOf(index: number): string {
    return `template_${index}`
  }

  async function onCopy<Result>(scenario: Scenario, work: (url: string) => Promise<Result>): Promise<Result> {
    const name = `copy_${++copies}`
    const url = await server.createDatabase(name, templateOf(scenarios.indexOf(scenario)))
    try {
      return await work(url)
    } finally {
      await server.dropDatabase(name)
    }
  }

  async function terminate(pid: number): Promise<void> {
    await admin.query('select pg_terminate_backend($1, 5000)', [pid])
  }

  return {
    uninterrupted: (scenario) =>
      onCopy(scenario, async (url) => {
        const killable = openKillable(url, null, 'client', terminate)
        await scenario.run(killable.db)
        const dump = await dumpTables(killable.db, { comparable: true })
        const statements = killable.statements.slice(
          0,
          killable.statements.findIndex((text) => text.includes('pg_tables')),
        )
        await killable.close()
        return { dump, statements }
      }),
    killed: (scenario, after, death) =>
      onCopy(scenario, async (url) => {
        const killable = openKillable(url, after, death, terminate)
        const failed = await scenario.run(killable.db).then(
          () => false,
          () => true,
        )
        if (!failed || !killable.dead()) throw new Error(`Statement ${after} was not the end of ${scenario.name}.`)
        await killable.close()
        return { after, statement: killable.statements[after - 1] ?? '', dump: await runAgain(url, scenario) }
      }),
    async stop() {
      await admin.end()
      await server.stop()
    },
  }
}

async function prepare(server: PostgresServer, name: string, scenario: Scenario): Promise<void> {
  const { db, close } = await connect(await server.createDatabase(name))
  try {
    await migrate(db)
    await scenario.prepare(db)
  } finally {
    await close()
  }
}

async function runAgain(url: string, scenario: Scenario): Promise<Dump> {
  const { db, close } = await connect(url)
  try {
    await scenario.run(db)
    return await dumpTables(db, { comparable: true })
  } finally {
    await close()
  }
}
