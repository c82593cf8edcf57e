import type { GoatedError } from '../errors.ts'
import { schemaError } from '../schema-errors.ts'

/** A database URL, read. */
export type DatabaseUrl =
  | { scheme: 'memory' }
  | { scheme: 'pglite'; directory: string }
  | { scheme: 'postgres'; url: URL }

const schemes = ['postgres://', 'postgresql://', 'pglite://DIRECTORY', 'memory://']

/**
 * Reads a database URL without opening anything.
 * A directory is taken as written, so `pglite://./data` is relative and `pglite:///var/data` absolute.
 *
 * @throws DATABASE_URL_INVALID
 */
export function parseDatabaseUrl(text: string): DatabaseUrl {
  if (/^memory:\/\/$/i.test(text)) return { scheme: 'memory' }
  const pglite = /^pglite:\/\/(.+)$/i.exec(text)
  if (pglite?.[1]) return { scheme: 'pglite', directory: pglite[1] }
  if (/^postgres(ql)?:\/\//i.test(text)) {
    // URL.parse's error would repeat the whole text, password included.
    if (!URL.canParse(text)) throw invalid('The database URL is not a valid URL.')
    const url = new URL(text)
    if (url.hostname === '' && !url.searchParams.has('host')) throw invalid('The database URL names no host.')
    return { scheme: 'postgres', url }
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]
  throw invalid(
    `${scheme ? `Database URLs of scheme ${scheme}:// are not known.` : 'The database URL has no scheme.'} ` +
      `Known: ${schemes.join(', ')}.`,
  )
}

/** The URL without what must not be logged: the password, wherever it is written. */
export function withoutPassword(url: URL): string {
  const safe = new URL(url)
  safe.password = ''
  for (const name of ['password', 'sslpassword', 'sslkey']) safe.searchParams.delete(name)
  return safe.href
}

function invalid(message: string): GoatedError {
  return schemaError('DATABASE_URL_INVALID', message, { details: { schemes } })
}
