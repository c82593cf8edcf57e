/** One step of the schema. Released ones never change: their checksum is in every ledger. */
export interface Migration {
  /** 1, 2, 3 ... */
  id: number
  name: string
  /** True: code that does not know this migration must not run against a database that has it. */
  breaking: boolean
  /** Statements, each of which can run alone, separated by `--> statement-breakpoint`. */
  sql: string
}

/** The statements of a migration, in order. */
export function statementsOf(migration: Migration): string[] {
  return migration.sql
    .split('--> statement-breakpoint')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
}

/**
 * What the ledger keeps of a migration's text: 64-bit FNV-1a, in hexadecimal.
 * It tells an edited migration from the released one, nothing more, and it is the same in Node and in a browser.
 */
export function checksumOf(migration: Migration): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(migration.sql))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
