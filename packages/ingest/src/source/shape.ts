import type { GoatedError } from '@goated/schema'

const rowsLooked = 20
const pathsMax = 200
const depthMax = 6

/** The key paths of a parsed body, sorted, as far as its first rows show them: `data[].wagered.today`. */
export function bodyShape(body: unknown): string[] {
  const paths = new Set<string>()
  collect(body, '', 0)
  return [...paths].sort()

  function collect(value: unknown, path: string, depth: number): void {
    if (typeof value !== 'object' || value === null || depth > depthMax) return
    if (Array.isArray(value)) {
      for (const each of value.slice(0, rowsLooked)) collect(each, `${path}[]`, depth + 1)
      return
    }
    for (const [key, each] of Object.entries(value)) {
      if (paths.size >= pathsMax) return
      const at = path === '' ? key : `${path}.${key}`
      paths.add(at)
      collect(each, at, depth + 1)
    }
  }
}

/** How the key paths of a body differ from those of an earlier one, in their order. */
export interface ShapeDiff {
  missing: string[]
  added: string[]
}

export function compareShapes(before: readonly string[], after: readonly string[]): ShapeDiff {
  const [had, has] = [new Set(before), new Set(after)]
  return { missing: before.filter((path) => !has.has(path)), added: after.filter((path) => !had.has(path)) }
}

/** Says which keys came and went, or null when none did. */
export function describeDrift(before: readonly string[] | null, after: readonly string[]): string | null {
  if (before === null || before.length === 0 || after.length === 0) return null
  const { missing, added } = compareShapes(before, after)
  if (added.length === 0 && missing.length === 0) return null
  return `Keys added: ${list(added)}; removed: ${list(missing)}.`
}

function list(paths: readonly string[]): string {
  if (paths.length === 0) return 'none'
  const shown = paths.slice(0, 10).map((path) => path.slice(0, 80))
  return shown.join(', ') + (paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '')
}

/** Whether an error may come from an upstream that changed its answer. */
export function isShapeError(error: GoatedError): boolean {
  return error.code === 'READING_INVALID' && error.details['reason'] === 'WRONG_TYPE'
}
