import { answerOnce, type KeyedAnswer } from '@goated/accounts'
import { IDEMPOTENCY_KEY, idempotencyKeyInput } from '@goated/example-contract'
import { GoatedError, type TransactionalDb } from '@goated/schema'
import { inputInvalid } from '@goated/schema/inputs'
import type { Request } from 'express'
import type { Actor } from '../auth/actor.ts'
import { problemText, toProblem } from './problem.ts'
import { requestIdOf } from './request-log.ts'

export interface KeyedAnswerDeps {
  db: TransactionalDb
  /** The installation's: stored answers are encrypted under it. */
  secret: string
}

/** A request with a key, from somebody who may make it. */
export interface KeyedRequest {
  key: string
  actor: Actor
  /** The path of its route, with parameters as `:name`. */
  route: string
  request: Request
}

/** An answer, and whether it was given before. */
export interface GivenAnswer extends KeyedAnswer {
  repeated: boolean
}

// What depends on who asks, and when: asked again a moment later, the answer may be another.
const passing = new Set([401, 403, 429])

/**
 * Answers a request once, however often it is repeated. What the handler does is done in the transaction that stores its
 * answer. A refusal is an answer too, unless it depends on who asks when. Failures of ours undo what was done and store
 * nothing, so the request can be tried again.
 *
 * @throws IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_IN_USE, and what the handler throws that is not kept
 */
export async function answerKeyed(
  { key, actor, route, request }: KeyedRequest,
  work: (tx: TransactionalDb) => Promise<KeyedAnswer>,
  { db, secret }: KeyedAnswerDeps,
): Promise<GivenAnswer> {
  let refusal: Error | undefined
  const scope = [actorKey(actor), request.method, route, JSON.stringify(request.params), key]
  const result = await answerOnce(db, { scope, body: request.body as unknown }, answerOrRefuse, { secret })
  if (refusal) throw refusal
  switch (result.outcome) {
    case 'answered':
    case 'repeated':
      return { ...result.answer, repeated: result.outcome === 'repeated' }
    case 'key_reused':
      throw new GoatedError('IDEMPOTENCY_KEY_REUSED', `This ${IDEMPOTENCY_KEY} came with another body before.`)
    case 'key_in_use':
      throw new GoatedError('IDEMPOTENCY_KEY_IN_USE', 'The first request with this key is still under way.', {
        details: { retryAfterSeconds: 1 },
      })
  }

  async function answerOrRefuse(tx: TransactionalDb): Promise<{ answer: KeyedAnswer; keep: boolean }> {
    try {
      return { answer: await work(tx), keep: true }
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status >= 500) throw error
      // Committed all the same: without a key, what a handler did before it refused stays too, as a counted attempt.
      const keep = !passing.has(problem.status)
      if (!keep) refusal = error as Error
      return { answer: { status: problem.status, text: problemText(problem, requestIdOf(request)) }, keep }
    }
  }
}

/**
 * The key of a request; undefined when it has none.
 *
 * @throws INPUT_INVALID
 */
export function idempotencyKeyOf(request: Request): string | undefined {
  const header = request.headers[IDEMPOTENCY_KEY.toLowerCase()]
  if (header === undefined) return undefined
  const { data, error } = idempotencyKeyInput.safeParse(header)
  if (error) throw inputInvalid(error.issues.map(({ message }) => ({ path: IDEMPOTENCY_KEY, message })))
  return data
}

function actorKey(actor: Actor): string {
  if (actor.kind === 'session') return `user ${actor.session.user.id}`
  if (actor.kind === 'token') return `token ${actor.apiToken.tokenId}`
  throw new Error('A route that anybody may call takes no key.')
}
