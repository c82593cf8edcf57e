import { type GoatedError } from '@goated/schema'
import manifest from '../../package.json' with { type: 'json' }
import { ingestError } from '../errors.ts'
import type { HttpReaderOptions, HttpRequest } from './http-request.ts'

// What fetch sets itself, or what would make another request of it.
const forbidden =
  /^(?:host|connection|keep-alive|content-length|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i
const defaultUserAgent = `goated-ingest/${manifest.version}`

/**
 * Checks headers that an operator adds to every request.
 *
 * @param taken names, in lower case, that the source sets itself
 * @throws INPUT_INVALID naming the header that cannot be sent, never its value
 */
export function checkHeaders(headers: Readonly<Record<string, string>>, taken: readonly string[] = []): void {
  const seen = new Set<string>()
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/.test(name)) throw wrong('A name of a header is no HTTP token.')
    if (forbidden.test(name)) throw wrong(`The header ${name} cannot be set: it belongs to the connection.`)
    if (taken.includes(name.toLowerCase())) throw wrong(`The header ${name} is the source's own: it holds the token.`)
    if (seen.has(name.toLowerCase())) throw wrong(`The header ${name} is given twice.`)
    // What is outside of this could start another header, or cannot be sent at all.
    if (!/^[\t\x20-\x7e\u00a0-\u00ff]{0,8192}$/.test(value) || value !== value.trim())
      throw wrong(`The header ${name} has a value that cannot be sent.`)
    seen.add(name.toLowerCase())
  }
}

/**
 * The headers of a request: ours, the operator's, the source's; who comes later wins, so an operator's header never
 * takes the place of a credential.
 *
 * @param own false once the request has left the provider's own host: then nothing goes along that may be secret
 */
export function requestHeaders(request: HttpRequest, options: HttpReaderOptions, own: boolean): Headers {
  const headers = new Headers({ 'user-agent': defaultUserAgent, accept: request.accept ?? '*/*' })
  const harmless = /^(?:user-agent|accept|accept-language)$/i
  for (const [name, value] of Object.entries(options.headers ?? {}))
    if (own || harmless.test(name)) headers.set(name, value)
  if (own) for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value)
  return headers
}

function wrong(message: string): GoatedError {
  return ingestError('INPUT_INVALID', message, { details: { issues: [{ path: 'headers', message }] } })
}
