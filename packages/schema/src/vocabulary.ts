// The closed sets of words that tables, inputs, contracts and pages share, and the plain shapes that are stored as JSON.
// Nothing is imported here, so a browser can use it.

export const RACE_TYPES = ['weekly', 'monthly', 'weekend', 'custom'] as const
export type RaceType = (typeof RACE_TYPES)[number]

/** A race's status only ever moves forward, in this order; `cancelled` ends it from any status before `completed`. */
export const RACE_STATUSES = ['upcoming', 'live', 'settling', 'completed', 'cancelled'] as const
export type RaceStatus = (typeof RACE_STATUSES)[number]

/** Tied entrants share the places they occupy, or who reached the total first is better. */
export const TIE_RULES = ['split', 'earliest'] as const
export type TieRule = (typeof TIE_RULES)[number]

/** Prizes of places nobody took stay unpaid, or go to those who qualified. */
export const UNCLAIMED_RULES = ['retain', 'redistribute'] as const
export type UnclaimedRule = (typeof UNCLAIMED_RULES)[number]

/** Whoever wagers is in, or one must join, and counts from then on. */
export const JOIN_POLICIES = ['open', 'opt_in'] as const
export type JoinPolicy = (typeof JOIN_POLICIES)[number]

/**
 * What a provider reports. `cumulative`: counters that only grow, from which totals are worked out. `window`: what was
 * wagered inside a window that it is asked for. `owner`: it runs the race and says its totals.
 */
export const SOURCE_CLASSES = ['cumulative', 'window', 'owner'] as const
export type SourceClass = (typeof SOURCE_CLASSES)[number]

/** One range of places and what each of them gets: percent of the pool or an amount, as decimal strings. */
export interface PrizeRange {
  from: number
  to?: number | undefined
  percent?: string | undefined
  amount?: string | undefined
}

/** An IANA zone and an ISO weekday, 1 Monday to 7 Sunday. */
export interface ProviderCalendar {
  timeZone: string
  weekStartsOn: number
}

/** How an entrant's baseline is known; see the concepts page on race totals. */
export const BASELINE_METHODS = ['exact', 'anchored', 'newcomer', 'credited'] as const
export type BaselineMethod = (typeof BASELINE_METHODS)[number]

/**
 * What an admin may decide about a flagged entrant. `rebase`: the counter restarted at zero, what it shows comes on top
 * of the held value. `accept`: the new, lower value is the truth. `confirm`: somebody has looked, and the total of a
 * flagged entrant stands.
 */
export const DECISION_KINDS = ['rebase', 'accept', 'confirm'] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

export const PAYOUT_STATUSES = ['owed', 'paid', 'voided'] as const
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

export const PAYOUT_ENTRY_KINDS = ['paid', 'voided', 'corrected'] as const
export type PayoutEntryKind = (typeof PAYOUT_ENTRY_KINDS)[number]

export const LEADERBOARD_PERIODS = ['daily', 'weekly', 'monthly', 'all_time'] as const
export type LeaderboardPeriod = (typeof LEADERBOARD_PERIODS)[number]

/** How the fetching of a reading ends. Only `ok` changes stored data. */
export const INGEST_OUTCOMES = ['ok', 'empty', 'stale', 'failed'] as const
export type IngestOutcome = (typeof INGEST_OUTCOMES)[number]

/** `password`: only the password was right, and a second factor is still to come. `full`: signed in. */
export const SESSION_LEVELS = ['password', 'full'] as const
export type SessionLevel = (typeof SESSION_LEVELS)[number]

/** What an API token may do; a token has those it was given and no more. */
export const TOKEN_SCOPES = [
  'races:read',
  'races:write',
  'payouts:write',
  'ingest:read',
  'ingest:run',
  'users:read',
  'users:write',
  'audit:read',
] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/**
 * Who acted: a signed-in user, a program with an API token, the software by itself, or somebody with access to the server
 * who ran a command there.
 */
export const ACTOR_KINDS = ['user', 'token', 'system', 'console'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

export const TICKET_STATUSES = ['open', 'in_progress', 'resolved', 'closed'] as const
export type TicketStatus = (typeof TICKET_STATUSES)[number]

export const TICKET_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const
export type TicketPriority = (typeof TICKET_PRIORITIES)[number]

export const VERIFICATION_STATUSES = ['pending', 'approved', 'rejected'] as const
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number]

export const CHALLENGE_STATUSES = ['draft', 'active', 'completed', 'cancelled'] as const
export type ChallengeStatus = (typeof CHALLENGE_STATUSES)[number]

export const ENTRY_STATUSES = ['pending', 'approved', 'rejected'] as const
export type EntryStatus = (typeof ENTRY_STATUSES)[number]

/** What windows a provider can be asked for: whole days, whole seconds, or those of races that it runs itself. */
export const WINDOW_GRANULARITIES = ['day', 'second', 'race'] as const
export type WindowGranularity = (typeof WINDOW_GRANULARITIES)[number]

/** Which windows a provider can be asked for. */
export interface WindowFacts {
  /** The last day or second that is sent still counts. */
  inclusive: boolean
  granularity: WindowGranularity
  /** In which the provider's days begin. */
  timeZone: string
  /** null: no known maximum. */
  maxDays: number | null
}
