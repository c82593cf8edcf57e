export * from './contract.ts'
export * from './idempotency-key.ts'
export * from './live.ts'
export * from './name-segment.ts'
export * from './route.ts'
export type { AdminRace, PrizePreview, RaceSeries } from './shapes/admin-race.ts'
export type { AdminUser } from './shapes/admin-user.ts'
export type { ApiToken } from './shapes/api-token.ts'
export type { AuditEntry } from './shapes/audit-log.ts'
export type { Adjustment, Entrant, EntrantDetail } from './shapes/entrant.ts'
export type { HistoricalRace, HistoricalStanding, RaceVerification, Winner } from './shapes/historical-race.ts'
export type { IngestHealth, IngestRun, QuarantinedDetail, QuarantinedReading } from './shapes/ingest.ts'
export type { LeaderboardEntry, LeaderboardHead, LeaderboardPage } from './shapes/leaderboard.ts'
export type { Payout, PayoutsPage } from './shapes/payout.ts'
export type { PlayerRace, PlayerStats } from './shapes/player.ts'
export { type Problem, problem } from './shapes/problem.ts'
export {
  type Race,
  race as raceShape,
  type RaceProgressions,
  type Standing,
  type StandingsPage,
} from './shapes/race.ts'
export type { OwnRuling, Ruling } from './shapes/ruling.ts'
export type { OwnSession, SessionState, SignedInUser } from './shapes/session.ts'
export type { Site } from './shapes/site.ts'
