import type { ServerResponse } from 'node:http'
import type { Answer } from './bodies.ts'

/** Every way in which this upstream can be told to fail. */
export const faults = ['down', 'html', 'truncated', 'slow', 'empty', 'hang', 'cents', 'partial'] as const

/**
 * - `down`: 503 with Retry-After
 * - `html`: status 200 and a maintenance page
 * - `truncated`: the body stops in the middle and the connection is destroyed
 * - `slow`: the body drips, 16 bytes every 100 ms
 * - `empty`: a well-formed answer without players
 * - `hang`: the request is read and never answered
 * - `cents`: every amount is 100 times too large
 * - `partial`: the first half of the rows, while totalUsers still counts everybody
 */
export type Fault = (typeof faults)[number]

/** Is this text the name of a fault? */
export function isFault(text: string): text is Fault {
  return (faults as readonly string[]).includes(text)
}

/** What the answer becomes under the faults that lie about content; any other fault leaves it as it is. */
export function distort(answer: Answer, fault: Fault | null): Answer {
  if (fault === 'empty') return { ...answer, rows: [], totalUsers: 0 }
  if (fault === 'partial') return { ...answer, rows: answer.rows.slice(0, Math.floor(answer.rows.length / 2)) }
  if (fault !== 'cents') return answer
  const rows = answer.rows.map((row) => ({
    ...row,
    wagered: {
      today: row.wagered.today * 100n,
      this_week: row.wagered.this_week * 100n,
      this_month: row.wagered.this_month * 100n,
      all_time: row.wagered.all_time * 100n,
    },
  }))
  return { ...answer, rows }
}

export const maintenancePage: string =
  '<!doctype html><html><head><title>Be right back</title></head><body><h1>Be right back</h1></body></html>'

/** Sends the body under the faults that break its delivery; headers, with the full length, are already written. */
export function deliver(response: ServerResponse, body: Buffer, fault: Fault | null): void {
  if (fault === 'truncated') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
    return
  }
  if (fault === 'slow') {
    drip(response, body)
    return
  }
  response.end(body)
}

function drip(response: ServerResponse, body: Buffer): void {
  let sent = 0
  const timer = setInterval(() => {
    const next = body.subarray(sent, sent + 16)
    sent += next.length
    response.write(next)
    if (sent < body.length) return
    clearInterval(timer)
    response.end()
  }, 100)
  response.on('close', () => clearInterval(timer))
}
