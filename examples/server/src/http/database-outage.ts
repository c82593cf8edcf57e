import { sqlState } from '@goated/schema'

/** Connection failed, server shutting down or starting, too many connections; a lock or a transaction took too long. */
const outageStates = /^(?:08|57P|53|55P03|25P0[34])/
const outageCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])
// What the driver says when a connection broke or none is free; it gives these no code.
const outageMessages =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Whether a failure is the database being away, which passes, rather than a fault of ours. */
export function isDatabaseOutage(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined && outageStates.test(state)) return true
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; depth++) {
    const { code, message } = at as Error & { code?: unknown }
    if ((typeof code === 'string' && outageCodes.has(code)) || outageMessages.test(message)) return true
    if (at instanceof AggregateError && at.errors.some(isDatabaseOutage)) return true
    at = at.cause
  }
  return false
}
