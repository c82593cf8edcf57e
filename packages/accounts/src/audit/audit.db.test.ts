import { type Db } from '@goated/schema'
import { sqlState } from '@goated/schema/internal'
import { auditLog } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryHash } from './entry-hash.ts'
import { listAudit } from './list-audit.ts'
import { recordAudit } from './record-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const clock = manualClock('2025-06-02T12:00:00.123Z')

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const record = (entry: object = {}) =>
  database.db.transaction((tx) =>
    recordAudit(tx, { actorKind: 'user', actorUserId: 1, action: 'race.cancelled', ...entry }, { clock }),
  )

/** What only the owner of the database can do. */
async function withoutTriggers(work: (tx: Db) => Promise<unknown>): Promise<void> {
  await database.db.transaction(async (tx) => {
    await tx.execute(sql`alter table ${auditLog} disable trigger user`)
    await work(tx)
    await tx.execute(sql`alter table ${auditLog} enable trigger user`)
  })
}

describe('recording', () => {
  test('chains the entries, also when many are written at once', async () => {
    const recorded = await Promise.all(Array.from({ length: 12 }, (_, at) => record({ details: { at } })))
    const entries = await database.db.select().from(auditLog).orderBy(asc(auditLog.id))
    expect(entries.map(({ previous }) => previous)).toEqual(['', ...entries.slice(0, -1).map(({ hash }) => hash)])
    expect(recorded.map(({ hash }) => hash).sort()).toEqual(entries.map(({ hash }) => hash).sort())
    expect(await verifyAudit(database.db)).toEqual({
      ok: true,
      entries: 12,
      brokenAt: null,
      head: entries.at(-1)?.hash,
    })
  })

  test('survives the way through the database, whatever the details', async () => {
    const details = {
      z: 1,
      a: { y: [1e21, -0, 0.1, 1.0, null, true, 'ü\n"\\u0000 as text'], b: {} },
      '': '',
      '\u{1f410}': '10.00',
      Z: 2 ** 60,
    }
    await record({ details, targetKind: 'race', targetId: '7', ip: '::1', requestId: 'r' })
    await record({ actorKind: 'token', actorTokenId: 3 })
    await record({ actorKind: 'system', actorUserId: undefined })
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 3 })
  })

  test('is undone with its transaction, and the chain goes on', async () => {
    await record()
    const failing = database.db.transaction(async (tx) => {
      await recordAudit(tx, { actorKind: 'system', action: 'x' }, { clock })
      throw new Error('undone')
    })
    await expect(failing).rejects.toThrow('undone')
    await record()
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 2 })
  })

  test.each([
    { actorUserId: undefined },
    { actorKind: 'token' },
    { details: { text: 'a\u0000b' } },
    { details: { text: '\ud800' } },
    { details: { text: 'a'.repeat(20_000) } },
    { details: { at: new Date() } },
    { action: '' },
  ])('refuses %o', async (entry) => {
    await expect(record(entry)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('lists the newest first, and only what is asked for', async () => {
    await record({ targetKind: 'race', targetId: '1' })
    await record({ action: 'user.changed', actorUserId: 2 })
    await record({ targetKind: 'race', targetId: '2' })
    const list = async (input: object) => {
      const { items, total } = await listAudit(database.db, input)
      return [total, ...items.map(({ id }) => id)]
    }
    expect(await list({})).toEqual([3, '3', '2', '1'])
    expect(await list({ limit: 1, offset: 1 })).toEqual([3, '2'])
    expect(await list({ action: 'race.cancelled' })).toEqual([2, '3', '1'])
    expect(await list({ actorUserId: 2 })).toEqual([1, '2'])
    expect(await list({ targetKind: 'race', targetId: '1' })).toEqual([1, '1'])
  })
})

describe('what is recorded', () => {
  test.each(["update goated.audit_log set action = 'x'", 'delete from goated.audit_log', 'truncate goated.audit_log'])(
    'the database refuses: %s',
    async (statement) => {
      await record()
      const error: unknown = await database.db.execute(sql.raw(statement)).catch((reason: unknown) => reason)
      expect(sqlState(error)).toBe('23001')
      expect(await verifyAudit(database.db)).toMatchObject({ ok: true, entries: 1 })
    },
  )

  test.each([
    ['an action', { action: 'race.created' }],
    ['an actor', { actorUserId: 2 }],
    ['a time', { at: new Date('2025-06-02T12:00:00.124Z') }],
    ['details', { details: { amount: '11.00' } }],
  ])('%s that was changed by hand is found', async (_, change) => {
    for (let at = 0; at < 3; at++) await record({ details: { amount: '10.00' } })
    await withoutTriggers((tx) => tx.update(auditLog).set(change).where(eq(auditLog.id, 2n)))
    expect(await verifyAudit(database.db)).toMatchObject({ ok: false, entries: 2, brokenAt: '2' })
  })

  test('so is one that was given a new hash, by the next one', async () => {
    for (let at = 0; at < 3; at++) await record()
    const [second] = await database.db.select().from(auditLog).where(eq(auditLog.id, 2n))
    if (!second) throw new Error('There is no second entry.')
    const forged = { ...second, action: 'race.created' }
    await withoutTriggers((tx) =>
      tx
        .update(auditLog)
        .set({ ...forged, hash: entryHash(forged) })
        .where(eq(auditLog.id, 2n)),
    )
    expect(await verifyAudit(database.db)).toMatchObject({ ok: false, brokenAt: '3' })
  })

  test('so is one that was deleted; at the end of the log, by the head', async () => {
    for (let at = 0; at < 4; at++) await record()
    const { head } = await verifyAudit(database.db)
    await withoutTriggers((tx) => tx.delete(auditLog).where(eq(auditLog.id, 4n)))
    const cut = await verifyAudit(database.db)
    expect(cut).toMatchObject({ ok: true, entries: 3 })
    expect(cut.head).not.toBe(head)
    await withoutTriggers((tx) => tx.delete(auditLog).where(eq(auditLog.id, 1n)))
    expect(await verifyAudit(database.db)).toMatchObject({ ok: false, entries: 1, brokenAt: '2', head: null })
  })

  test('is read in pages', async () => {
    let { hash: previous } = await record()
    const rest = Array.from({ length: 1005 }, () => {
      const content = { ...entry, previous }
      previous = entryHash(content)
      return { ...content, hash: previous }
    })
    await database.db.insert(auditLog).values(rest)
    expect(await verifyAudit(database.db)).toEqual({ ok: true, entries: 1006, brokenAt: null, head: previous })
    await withoutTriggers((tx) => tx.update(auditLog).set({ action: 'y' }).where(eq(auditLog.id, 1002n)))
    expect(await verifyAudit(database.db)).toMatchObject({ ok: false, entries: 1002, brokenAt: '1002' })
  })
})

const entry = {
  at: new Date('2025-06-02T12:00:00Z'),
  actorKind: 'system' as const,
  actorUserId: null,
  actorTokenId: null,
  action: 'x',
  targetKind: null,
  targetId: null,
  details: {},
  ip: null,
  requestId: null,
}
