import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { formatAmount, type SnapshotChange } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
// Not public: only the bench looks at the statements apart from the tick that they are part of.
import { appendStats, updateAccounts } from '../../../packages/ingest/src/store/write-changes.ts'
import type { BenchContext } from '../context.ts'
import { type Figure, measure } from '../measure.ts'
import { copyWorld, nextReading } from '../world.ts'

/** Storing what 5 % of the players changed: the series and the latest counters, one transaction. */
export async function benchWrites({ world, options }: BenchContext): Promise<{ figures: Figure[]; notes: string[] }> {
  const { players } = world
  const copy = await copyWorld(world)
  const { db } = copy
  const client = new pg.Client({ connectionString: world.server.urlOf(copy.name) })
  await client.connect()
  await db.execute(sql`create table peer_stats (like goated.affiliate_stats including all)`)
  await db.execute(sql`create table bare_stats (like goated.affiliate_stats)`)
  const userIds = new Map(
    (
      await queryRows<{ uid: string; user_id: number }>(db, sql`select uid, user_id from goated.affiliate_accounts`)
    ).map(({ uid, user_id }) => [uid, user_id]),
  )
  let { asOf } = world
  let changes: SnapshotChange[] = []
  let written = 0
  const appended = { source: 'goated', late: false, rate: 0n }

  const figures = await measure(
    [
      {
        name: 'writes',
        prepare: () => {
          asOf = nextReading(asOf)
          const changed = players.draw(Math.round(players.count / 20))
          players.wager(changed)
          changes = changed.map((player) => changeOf(player))
        },
        run: () =>
          db.transaction(async (tx) => {
            await appendStats(tx, { ...appended, asOf, changes })
            await updateAccounts(tx, { asOf, changes })
          }),
        check: async () => {
          const [stored] = await queryRows<{ stored: string }>(
            db,
            sql`select count(*)::text as stored from goated.affiliate_stats s join goated.affiliate_accounts a
              on a.user_id = s.user_id and a.as_of = s.timestamp and a.wagered_all_time = s.wagered_all_time
              where s.timestamp = ${asOf.toISOString()}::timestamptz`,
          )
          if (stored?.stored !== String(changes.length)) throw new Error(`${stored?.stored} changes were stored.`)
        },
      },
      { name: 'copy', run: () => copyRows('peer_stats'), check: expectCopied },
      { name: 'copy without indexes', run: () => copyRows('bare_stats'), check: expectCopied },
      {
        name: 'append alone',
        run: () => undoing((tx) => appendStats(tx, { ...appended, asOf: nextReading(asOf), changes })),
      },
    ],
    { ...options, warmups: 2 },
  )
  await client.end()
  await copy.drop()
  return { figures, notes: [`${changes.length} changed rows`] }

  function changeOf(player: number): SnapshotChange {
    const uid = players.uidOf(player)
    const since = players.totalOf(player)
    const allTime = since + 500_000_000n
    return {
      userId: userIds.get(uid) ?? 0,
      uid,
      allTime,
      month: since,
      week: since,
      today: since,
      listed: true,
    }
  }

  async function copyRows(table: string): Promise<void> {
    const at = asOf.toISOString()
    let text = ''
    for (const { userId, allTime, month, week, today, listed } of changes) {
      const [ofMonth, ofWeek, ofDay] = [month, week, today].map((counter) => formatAmount(counter ?? 0n))
      text += `${userId}\t${ofMonth}\t0\t${at}\t${ofDay}\t${ofWeek}\t${formatAmount(allTime)}\tgoated\t${listed}\t${userId}\n`
    }
    const columns =
      'user_id, total_wager, commission, timestamp, wagered_today, wagered_this_week, wagered_all_time, source, listed, id'
    const stream = client.query(copyFrom(`copy ${table} (${columns}) from stdin`))
    await pipeline(Readable.from([text]), stream)
    written = stream.rowCount
  }

  function expectCopied(): void {
    if (written !== changes.length) throw new Error(`${written} rows were copied.`)
  }

  /** Runs and undoes, so that a part of the work can be timed alone. Returns the time without the undoing. */
  async function undoing(
    work: (tx: Parameters<Parameters<typeof db.transaction>[0]>[0]) => Promise<unknown>,
  ): Promise<number> {
    let took = 0
    await db
      .transaction(async (tx) => {
        const started = performance.now()
        await work(tx)
        took = performance.now() - started
        tx.rollback()
      })
      .catch((error: unknown) => {
        if (took === 0) throw error
      })
    return took
  }
}
