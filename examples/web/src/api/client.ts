import type { Address, Answer, NameAt, Problem, Sent } from '@goated/example-contract'
import { nameSegment } from '@goated/example-contract/name-segment'
import { noteServerDate } from '../live/clock.ts'
import { noteAnswer, noteNoAnswer } from '../live/reachability.ts'
import { createActionKeys } from './action-keys.ts'

/** The server answered, and the answer was no. Anything else that goes wrong means it could not be reached. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string | undefined
  /** Which fields are wrong, and why. */
  readonly errors: readonly { path: string; message: string }[]

  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.code = problem.code
    this.errors = problem.errors ?? []
  }
}

type Part<Name extends 'params' | 'query' | 'body', Value> = Value extends undefined
  ? unknown
  : { [Key in Name]: Value }
/** A query may be left out where nothing in it is required. */
type QueryPart<Value> = Value extends undefined
  ? unknown
  : string extends keyof Value
    ? unknown
    : Partial<Value> extends Value
      ? { query?: Value }
      : { query: Value }

/** What a call of a route needs. */
export type CallInput<At extends Address> = { signal?: AbortSignal | undefined } & Part<
  'params',
  Sent<NameAt<At>, 'params'>
> &
  QueryPart<Sent<NameAt<At>, 'query'>> &
  Part<'body', Sent<NameAt<At>, 'body'>>

type AnyInput = {
  signal?: AbortSignal
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

const REQUEST_TIMEOUT_MS = 10_000

const keys = createActionKeys()

/**
 * Calls a route of the server: `call('GET /api/races/:id', { params: { id: 3 } })`.
 *
 * @throws ProblemError the server said no
 */
export async function call<At extends Address>(address: At, input: CallInput<At>): Promise<Answer<NameAt<At>>> {
  const { signal, params = {}, query = {}, body } = input as AnyInput
  const [method = 'GET', path = ''] = address.split(' ')
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const url = addressOf(path, params, query)
  const sent = method === 'GET' ? undefined : JSON.stringify(body ?? {})
  const action = sent === undefined ? undefined : `${method} ${url} ${sent}`
  const response = await fetch(url, {
    method,
    // The browser keeps the last answer and revalidates it with If-None-Match: a poll without news costs a 304.
    cache: 'no-cache',
    headers: {
      accept: 'application/json',
      ...(action === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': keys.keyOf(action) }),
    },
    ...(sent === undefined ? {} : { body: sent }),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((error: unknown) => {
    // Given up by the page itself (the visitor moved on) says nothing about the server.
    if (!signal?.aborted) noteNoAnswer()
    throw error
  })
  noteAnswer(response.status)
  noteServerDate(response.headers.get('date'))
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Partial<Problem>
    if (action !== undefined && isFinal(response.status, problem)) keys.answered(action)
    throw new ProblemError(response.status, problem)
  }
  const answer = (response.status === 204 ? null : await response.json()) as Answer<NameAt<At>>
  if (action !== undefined) keys.answered(action)
  return answer
}

/** Whether the server has decided: a failure of its own, and a request that is still under way, say nothing yet. */
function isFinal(status: number, { code }: Partial<Problem>): boolean {
  return status < 500 && code !== 'IDEMPOTENCY_KEY_IN_USE'
}

/** For the questions where "there is none" is an ordinary answer. */
export async function callOrNull<At extends Address>(
  address: At,
  input: CallInput<At>,
): Promise<Answer<NameAt<At>> | null> {
  try {
    return await call(address, input)
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null
    throw error
  }
}

function addressOf(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => nameSegment(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? filled : `${filled}?${search}`
}
