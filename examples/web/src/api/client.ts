import { noteServerDate } from '../live/clock.ts'
import { noteAnswer, noteNoAnswer } from '../live/reachability.ts'

type Problem = { title?: string; status?: number; code?: string; detail?: string }

/** The server answered, and the answer was no. Anything else that goes wrong means it could not be reached. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string | undefined

  constructor(status: number, problem: Problem) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.code = problem.code
  }
}

const REQUEST_TIMEOUT_MS = 10_000

export async function getJson<Body>(path: string, signal?: AbortSignal): Promise<Body> {
  const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS)
  const response = await fetch(path, {
    // The browser keeps the last answer and revalidates it with If-None-Match: a poll without news costs a 304.
    cache: 'no-cache',
    headers: { accept: 'application/json' },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((error: unknown) => {
    // Given up by the page itself (the visitor moved on) says nothing about the server.
    if (!signal?.aborted) noteNoAnswer()
    throw error
  })
  noteAnswer(response.status)
  noteServerDate(response.headers.get('date'))
  if (!response.ok) {
    const problem = (await response.json().catch(() => ({}))) as Problem
    throw new ProblemError(response.status, problem)
  }
  return (await response.json()) as Body
}

/** For the questions where "there is none" is an ordinary answer. */
export async function getJsonOrNull<Body>(path: string, signal?: AbortSignal): Promise<Body | null> {
  try {
    return await getJson<Body>(path, signal)
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return null
    throw error
  }
}
