import type { SourceFacts } from './source.ts'

const warnAheadMs = 2 * 3_600_000

/** CREDENTIAL_EXPIRES from two hours before the credential ends: time enough for a person to get a new one. */
export function credentialAlarms(source: Pick<SourceFacts, 'credentialExpiresAt'>, now: Date): 'CREDENTIAL_EXPIRES'[] {
  const expiresAt = source.credentialExpiresAt ?? null
  return expiresAt !== null && expiresAt.getTime() - now.getTime() < warnAheadMs ? ['CREDENTIAL_EXPIRES'] : []
}
