/** A decimal number as text. It is formatted, compared and subtracted as text or bigint, never as a float. */
export type Amount = string

export type RaceStatus = 'upcoming' | 'live' | 'settling' | 'completed' | 'cancelled'

export type Prize = { place: number; amount: Amount }

export type Race = {
  id: number
  title: string
  type: 'weekly' | 'monthly' | 'weekend' | 'custom'
  status: RaceStatus
  prizePool: Amount
  currency: string
  startDate: string
  endDate: string
  minWager: Amount
  timeZone: string
  rules: string | null
  description: string | null
  prizes: Prize[]
  entrants: number
  totalWagered: Amount
  updatedAt: string | null
  stale: boolean
  nextRaceId: number | null
}

export type Standing = {
  rank: number
  previousRank: number | null
  username: string
  total: Amount
  prize: Amount
  flags: string[]
  stale: boolean
}

export type Page<Item> = { items: Item[]; total: number; limit: number; offset: number }

export type StandingsPage = Page<Standing> & {
  raceId: number
  version: number
  updatedAt: string | null
  stale: boolean
}

export type StandingsAround = { rank: number; items: Standing[] }

export type Period = 'daily' | 'weekly' | 'monthly' | 'all_time'

export type LeaderboardEntry = {
  rank: number
  previousRank: number | null
  username: string
  amount: Amount
  share: Amount
}

export type LeaderboardPage = Page<LeaderboardEntry> & {
  period: Period
  periodStart: string | null
  periodEnd: string | null
  updatedAt: string | null
  stale: boolean
  version: number
  /** Shown when the server sends it; amounts stand without a unit otherwise. */
  currency?: string
}

export type Winner = { rank: number; username: string; total: Amount; prize: Amount }

export type HistoricalRace = {
  id: number
  raceId: number
  title: string
  startDate: string
  endDate: string
  prizePool: Amount
  currency: string
  totalWagered: Amount
  participantCount: number
  winners: Winner[]
}

export type RaceEventName = 'race.started' | 'race.settling' | 'race.completed' | 'race.created' | 'race.cancelled'

export type RaceSnapshot = { race: Race; standings: Standing[] }
export type RaceUpdate = { race: Race; changed: Standing[]; removed: string[] }
export type RaceEvent = { name: RaceEventName; raceId: number }

export type FeedMessage =
  | { type: 'subscribed' | 'pong' | 'error' }
  | { type: 'snapshot' | 'update' | 'event'; topic: string; version: number; data: unknown }
