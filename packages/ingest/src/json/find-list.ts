import { ingestError } from '../errors.ts'
import { refuseErrorBody } from './error-body.ts'

/** The rows of an answer, not looked at yet, and where they stand. */
export interface FoundList {
  rows: readonly unknown[]
  /** Empty where the body itself is the list. */
  path: string
}

/**
 * Finds the list of rows in a body, which is also what tells the shapes of a provider apart: no other key does. What is
 * no list is an error and never an empty one.
 *
 * @param paths where the list may stand, the likeliest first; an empty one for a body that is the list itself
 * @throws UPSTREAM_FAILED the body says that it is an error (`refuseErrorBody`)
 * @throws READING_INVALID `details.reason` WRONG_TYPE: there is no list at any of the paths
 */
export function findList(body: unknown, ...paths: readonly [string, ...string[]]): FoundList {
  const found = paths
    .map((path) => ({ path, rows: valueAt(body, path) }))
    // A bare `[]` is what many a framework answers for nothing at all; it lists nobody only where lists are bare.
    .find(({ path, rows }, index) => Array.isArray(rows) && (path !== '' || index === 0 || rows.length > 0))
  refuseErrorBody(body, found?.rows)
  if (found) return found as FoundList
  const path = paths[0] === '' ? 'the body' : paths[0]
  throw ingestError('READING_INVALID', `${path}: expected a list.`, { details: { reason: 'WRONG_TYPE', path } })
}

/** What stands at a path such as `data.monthly.data`; undefined where there is nothing. */
export function valueAt(body: unknown, path: string): unknown {
  let value = body
  for (const key of path === '' ? [] : path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}
