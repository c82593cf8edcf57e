import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { type Db, readable, type TransactionalDb } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { idempotencyKeys } from '@goated/schema/tables'
import canonicalize from 'canonicalize'
import { and, eq, gt, sql } from 'drizzle-orm'
import { sha256 } from '../credentials/opaque-token.ts'
import { deriveKey, openText, type Seal, sealText } from '../credentials/sealed-text.ts'
import { keptSince } from './kept-since.ts'

/** A request that its sender may repeat. */
export interface KeyedRequest {
  /** Who asks, for what and under which key. Requests that differ in any part of it are no repetitions. */
  scope: readonly string[]
  /** What was sent, as JSON. */
  body: unknown
}

/** An answer as it was sent. */
export interface KeyedAnswer {
  /** Of HTTP, from 200 to 499. */
  status: number
  /** The body. */
  text: string
}

export type AnswerOnceResult =
  /** The work was done just now. */
  | { outcome: 'answered'; answer: KeyedAnswer }
  /** The work was done before, and this was the answer. */
  | { outcome: 'repeated'; answer: KeyedAnswer }
  /** The key came with another body before. */
  | { outcome: 'key_reused' }
  /** A request with this key is still under way. */
  | { outcome: 'key_in_use' }

export interface AnswerOnceDeps {
  /** The application's, at least 32 characters: stored answers are encrypted under it. */
  secret: string
  /** How long to wait for a request with the same key that is under way. Default 3 seconds. */
  waitMs?: number
}

const waitMs = 3_000
const lookAgainMs = 50

/**
 * Answers a request once, however often it is repeated within 24 hours. The work and its answer are one transaction: after
 * a crash at any point there are both or neither. Nothing is stored when the work throws, or says that its answer is not
 * to be kept.
 *
 * @param work does what was asked for, in the transaction it is given; `keep` false commits it without its answer
 * @throws SECRET_TOO_SHORT, and what `work` throws
 */
export async function answerOnce(
  db: TransactionalDb,
  request: KeyedRequest,
  work: (tx: TransactionalDb) => Promise<{ answer: KeyedAnswer; keep: boolean }>,
  deps: AnswerOnceDeps,
): Promise<AnswerOnceResult> {
  const scopeHash = sha256(JSON.stringify(request.scope))
  const bodyHash = hashBody(request.body, deps.secret)
  const seal: Seal = { secret: deps.secret, use: 'goated idempotent answers', owner: scopeHash }

  async function tryOnce(tx: TransactionalDb): Promise<AnswerOnceResult | null> {
    if (!(await lockKey(tx, scopeHash))) return null
    const [stored] = await tx
      .select(readable(idempotencyKeys))
      .from(idempotencyKeys)
      .where(and(eq(idempotencyKeys.scopeHash, scopeHash), gt(idempotencyKeys.createdAt, keptSince)))
    if (stored) {
      if (stored.bodyHash !== bodyHash) return { outcome: 'key_reused' }
      return { outcome: 'repeated', answer: { status: stored.status, text: openText(stored.answer, seal) } }
    }
    const { answer, keep } = await work(tx)
    if (keep) await storeAnswer(tx, { scopeHash, bodyHash, status: answer.status, answer: sealText(answer.text, seal) })
    return { outcome: 'answered', answer }
  }

  const end = performance.now() + (deps.waitMs ?? waitMs)
  for (;;) {
    // Whatever the database's default: what the request before committed must be seen once the key is free.
    const result = await db.transaction(tryOnce, { isolationLevel: 'read committed' })
    if (result) return result
    if (performance.now() >= end) return { outcome: 'key_in_use' }
    await delay(lookAgainMs)
  }
}

/** Takes the key until the transaction is over; false when another transaction has it. */
async function lockKey(tx: Db, scopeHash: string): Promise<boolean> {
  const name = `goated.idempotency ${scopeHash}`
  const [row] = await queryRows<{ locked: boolean }>(
    tx,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as locked`,
  )
  return row?.locked === true
}

async function storeAnswer(tx: Db, row: typeof idempotencyKeys.$inferInsert): Promise<void> {
  await tx
    .insert(idempotencyKeys)
    .values({ ...row, createdAt: sql`now()` })
    // Whoever holds the key has found no answer, so what is in the way is one that is too old.
    .onConflictDoUpdate({ target: idempotencyKeys.scopeHash, set: { ...row, createdAt: sql`now()` } })
}

/** Keyed, because a body may hold a password, which could be guessed from a plain hash. */
function hashBody(body: unknown, secret: string): string {
  return createHmac('sha256', deriveKey(secret, 'goated idempotent bodies'))
    .update(canonicalize(body ?? null) ?? '')
    .digest('hex')
}
