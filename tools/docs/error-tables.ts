import { accountErrors } from '@goated/accounts'
import { ingestErrors } from '@goated/ingest'
import { raceErrors } from '@goated/races'
import { type DeclaredErrors, schemaErrors } from '@goated/schema'

const marker = /^<!-- errors: (?<name>\w+) -->$/
const declared: Record<string, DeclaredErrors> = {
  schema: schemaErrors,
  ingest: ingestErrors,
  races: raceErrors,
  accounts: accountErrors,
}

/**
 * Puts the codes that a package declares into the table below its marker, `<!-- errors: races -->`.
 *
 * @throws Error a marker names no package, or has no table below it
 */
export function syncErrorTables(markdown: string): string {
  const lines = markdown.split('\n')
  const synced: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    synced.push(line)
    const name = marker.exec(line)?.groups?.['name']
    if (name === undefined) continue
    const codes = declared[name]
    if (!codes) throw new Error(`${line} names no package.`)
    if (!lines[at + 1]?.startsWith('|')) throw new Error(`${line} has no table below it.`)
    while (lines[at + 1]?.startsWith('|')) at++
    synced.push('| code | kind | when |', '|---|---|---|')
    for (const [code, { kind, when }] of Object.entries(codes))
      synced.push(`| \`${code}\` | ${kind.replace('_', ' ')} | ${when} |`)
  }
  return synced.join('\n')
}
