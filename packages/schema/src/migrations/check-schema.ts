import type { Db } from '../database/db.ts'
import { readCatalog, type CatalogItem } from './catalog.ts'
import { manifest } from './manifest.ts'

export interface SchemaCheck {
  ok: boolean
  /** What the database lacks or has otherwise, one sentence each; empty when it is as it should be. */
  differences: string[]
}

/**
 * Compares what the migrations make with what the database has: tables with their storage parameters, columns, keys,
 * indexes, constraints, triggers and the functions they call. Something that is there but switched off is a difference.
 * More than expected is none: newer code, or the operator, may have added it.
 */
export async function checkSchema(db: Db): Promise<SchemaCheck> {
  const catalog = await readCatalog(db)
  const found = new Map(catalog.map((item) => [keyOf(item), item]))
  const differences = manifest.flatMap((expected) => {
    const live = found.get(keyOf(expected))
    if (live) return [...compareFacts(expected, live)]
    // Of a missing table one sentence is enough.
    const table = { ...expected, kind: 'table', name: expected.table ?? '' } as const
    if (expected.kind !== 'table' && expected.table !== null && !found.has(keyOf(table))) return []
    if (expected.kind === 'primary key') return [primaryKeyDiffers(expected, [])]
    return [`${expected.kind} ${expected.name} is missing`]
  })
  return { ok: differences.length === 0, differences }
}

function keyOf({ kind, name }: Pick<CatalogItem, 'kind' | 'name'>): string {
  return `${kind} ${name}`
}

function* compareFacts(expected: CatalogItem, live: CatalogItem): Generator<string> {
  const what = `${expected.kind} ${expected.name}`
  const { facts: wanted } = expected
  const differing = Object.keys(wanted).filter((name) => !isSame(name, wanted[name], live.facts[name]))
  for (const name of differing) {
    const [is, should] = [live.facts[name], wanted[name]]
    if (name === 'options') yield `${what} lacks the storage parameters ${lacking(should, is).join(', ')}`
    else if (name === 'type') yield `${what} is of type ${String(is)}, not ${String(should)}`
    else if (name === 'nullable') yield `${what} ${is === true ? 'allows' : 'refuses'} nulls`
    else if (name === 'storage') yield `${what} is stored otherwise (${String(is)}, not ${String(should)})`
    else if (name === 'default') yield `${what} has ${is === '' ? 'no' : 'another'} default`
    else if (name === 'unique' || name === 'partial') yield `${what} is ${is === true ? '' : 'not '}${name}`
    else if (name === 'valid') yield `${what} is invalid: creating it failed half way`
    else if (name === 'active') yield `${what} is switched off`
    else if (name === 'deletes') yield `${what} deletes otherwise`
    else if (name === 'settings') yield `${what} has other settings`
    else if (name === 'keys' && expected.kind === 'primary key') yield primaryKeyDiffers(expected, is)
    else if (name === 'keys') yield `${what} covers other columns`
    // The definition holds the other facts too.
    else if (differing.length === 1) yield `${what} is defined otherwise`
  }
}

type Fact = CatalogItem['facts'][string] | undefined

function isSame(name: string, wanted: Fact, live: Fact): boolean {
  if (name === 'options') return lacking(wanted, live).length === 0
  const counts = /^nextval\(|^identity$/
  if (name === 'default' && counts.test(String(wanted))) return counts.test(String(live))
  if (name === 'default' && wanted === '') return true
  return String(wanted) === String(live)
}

/** The operator may have set more. */
function lacking(wanted: unknown, live: unknown): string[] {
  return (wanted as string[]).filter((option) => !(live as string[]).includes(option))
}

function primaryKeyDiffers({ name, facts }: CatalogItem, live: unknown): string {
  return `primary key of ${name} is (${(live as string[]).join(', ')}), not (${(facts['keys'] as string[]).join(', ')})`
}
