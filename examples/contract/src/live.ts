import type { LeaderboardEntry, LeaderboardHead } from './shapes/leaderboard.ts'
import type { Race, Standing } from './shapes/race.ts'

// The messages of the socket at /ws. A topic's versions count up by one; a gap means: subscribe again.

/** What a client sends. */
export type ClientMessage = { type: 'subscribe' | 'unsubscribe'; topics: string[] } | { type: 'ping' }

/** What happened to a race, on topic `races`. */
export type RaceEventName =
  | 'race.created'
  | 'race.started'
  | 'race.settling'
  | 'race.completed'
  | 'race.cancelled'
  | 'race.updated'
  | 'race.verified'
export type RaceEvent = { name: RaceEventName; raceId: number }

export type RaceSnapshot = { race: Race; standings: Standing[] }
/** What changed since the version before; `removed` are keys of rows. */
export type RaceUpdate = { race: Race; changed: Standing[]; removed: string[] }

export type LeaderboardSnapshot = { leaderboard: LeaderboardHead; entries: LeaderboardEntry[] }
export type LeaderboardUpdate = { leaderboard: LeaderboardHead; changed: LeaderboardEntry[]; removed: string[] }

/** What the server sends. */
export type ServerMessage =
  | { type: 'subscribed'; topics: string[] }
  | { type: 'pong' }
  | { type: 'error'; code: string; message: string; topic?: string }
  | { type: 'snapshot' | 'update' | 'event'; topic: string; version: number; data: unknown }
