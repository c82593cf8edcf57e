import type { ApiToken } from '@goated/example-contract'

export type Scope = ApiToken['scopes'][number]

/** What a token with each scope may do. */
export const scopes: { scope: Scope; meaning: string }[] = [
  { scope: 'races:read', meaning: 'See races, entrants and payouts' },
  { scope: 'races:write', meaning: 'Create and change races, decide, disqualify and adjust' },
  { scope: 'payouts:write', meaning: 'Record payouts as paid or voided' },
  { scope: 'ingest:read', meaning: 'See runs and refused readings' },
  { scope: 'ingest:run', meaning: 'Ask for a reading' },
  { scope: 'users:read', meaning: 'See people and tokens' },
  { scope: 'users:write', meaning: 'Hide names, revoke tokens, and create tokens that may do no more than this one' },
  { scope: 'audit:read', meaning: 'Read the audit log' },
]
