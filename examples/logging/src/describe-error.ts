import { describeFailure, isGoatedError } from '@goated/schema'
import { sqlState } from '@goated/schema/internal'

/**
 * What of an error may go to a log. The message of a failed statement contains its parameters, which may be personal,
 * so of those only the SQLSTATE, what to do, and where it happened are told.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error }
  const { name, message } = error
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  const state = sqlState(error)
  if (isGoatedError(error)) return { error: name, code: error.code, message, sqlState: state, frames }
  if (state !== undefined || 'query' in error)
    return { error: name, sqlState: state, cause: codeOf(error.cause), message: describeFailure(error), frames }
  return { error: name, code: codeOf(error), message, frames }
}

function codeOf(error: unknown): unknown {
  return (error as { code?: unknown } | undefined)?.code
}
