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

/** Says which key paths a body lacks and which it has beyond those of an earlier one. */
export function compareShapes(before: readonly string[], after: readonly string[]): ShapeDiff {
  return { missing: withoutUnseen(before, after), added: withoutUnseen(after, before) }
}

/** The paths that another body lacks, but for those in a list of which it shows no element. */
function withoutUnseen(paths: readonly string[], other: readonly string[]): string[] {
  const has = new Set(other)
  return paths.filter((path) => !has.has(path) && !listsOn(path).some((list) => has.has(list) && isUnseen(list, other)))
}

/** The lists that a path leads through: `data` and `data[].players` for `data[].players[].uid`. */
function listsOn(path: string): string[] {
  return [...path.matchAll(/\[\]/g)].map(({ index }) => path.slice(0, index))
}

function isUnseen(list: string, paths: readonly string[]): boolean {
  return !paths.some((path) => path.startsWith(`${list}[]`))
}

/**
 * What to remember of a source once a body of it was good: its own paths, and those in lists that are empty in it, of
 * which it says nothing.
 */
export function learnShape(before: readonly string[] | null, after: readonly string[]): string[] {
  if (after.length === 0) return [...(before ?? [])]
  const has = new Set(after)
  const kept = (before ?? []).filter((path) => listsOn(path).some((list) => has.has(list) && isUnseen(list, after)))
  return [...new Set([...after, ...kept])].sort()
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
