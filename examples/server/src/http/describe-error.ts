import { sqlState } from '@goated/schema'

/**
 * What of an error may go to a log. The message of a failed statement contains its parameters, which may be personal,
 * so of those only the SQLSTATE and where it happened are told.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, code } = error as { name: string; code?: unknown }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const state = sqlState(error)
  if (state !== undefined || 'query' in error) return { error: name, sqlState: state, cause: causeCode(error), frames }
  return { error: name, code, message: error.message, frames }
}

function causeCode(error: Error): unknown {
  return (error.cause as { code?: unknown } | undefined)?.code
}
