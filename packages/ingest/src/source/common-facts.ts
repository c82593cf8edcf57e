import type { HttpReaderOptions } from '../http/http-request.ts'
import { checkHeaders } from '../http/request-headers.ts'
import type { EmptyAnswer, SourceFacts } from './source.ts'

/** What a source has unless it says otherwise. */
export const DEFAULT_SOURCE: Pick<SourceFacts, 'metric' | 'calendar' | 'commissionRate' | 'minIntervalMs' | 'pageCap'> =
  {
    metric: 'wager',
    calendar: { timeZone: 'UTC', weekStartsOn: 1 },
    commissionRate: 0n,
    minIntervalMs: 0,
    pageCap: null,
  }

/** What every built-in source may be told. */
export interface CommonSourceOptions {
  id?: string
  calendar?: SourceFacts['calendar']
  commissionRate?: bigint
  /** Overrides what is known of the provider. */
  minIntervalMs?: number
  /** Overrides whether a list of nobody can be true. */
  emptyAnswer?: EmptyAnswer
  /** When the credential ends. A token that is a JWT says so itself. */
  credentialExpiresAt?: Date | null
  /** Sent with every request: a `user-agent` that the provider allows, or whatever else it wants to see. */
  headers?: HttpReaderOptions['headers']
  /** Other hosts that the provider may redirect to; default none. No credential goes there. */
  redirectHosts?: HttpReaderOptions['redirectHosts']
}

/**
 * The facts that options may override.
 *
 * @throws INPUT_INVALID a header cannot be sent, or would take the place of the token
 */
export function commonFacts(
  options: CommonSourceOptions,
  defaults: { id: string; minIntervalMs?: number; token?: string | undefined },
): Pick<
  SourceFacts,
  | 'id'
  | 'metric'
  | 'calendar'
  | 'commissionRate'
  | 'minIntervalMs'
  | 'pageCap'
  | 'credentialExpiresAt'
  | 'emptyAnswer'
  | 'http'
> {
  checkHeaders(options.headers ?? {}, defaults.token === undefined ? [] : ['authorization'])
  return {
    ...DEFAULT_SOURCE,
    id: options.id ?? defaults.id,
    calendar: options.calendar ?? DEFAULT_SOURCE.calendar,
    commissionRate: options.commissionRate ?? DEFAULT_SOURCE.commissionRate,
    ...(options.emptyAnswer === undefined ? {} : { emptyAnswer: options.emptyAnswer }),
    minIntervalMs: options.minIntervalMs ?? defaults.minIntervalMs ?? DEFAULT_SOURCE.minIntervalMs,
    credentialExpiresAt:
      options.credentialExpiresAt === undefined ? tokenExpiry(defaults.token) : options.credentialExpiresAt,
    http: { headers: options.headers, redirectHosts: options.redirectHosts },
  }
}

/** The `exp` of a JWT; null for any other token. Nothing is verified: the upstream does that. */
export function tokenExpiry(token: string | undefined): Date | null {
  const payload = token?.split('.')[1]
  if (payload === undefined) return null
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null
    return typeof exp === 'number' && exp > 0 && exp < 1e11 ? new Date(exp * 1000) : null
  } catch {
    return null
  }
}
