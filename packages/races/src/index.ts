export * from './race/calendar.ts'
export { adjustTotal, revertAdjustment } from './entrants/adjust-total.ts'
export { decideEntrant } from './entrants/decide-entrant.ts'
export { disqualifyEntrant, reinstateEntrant } from './entrants/disqualify-entrant.ts'
export type { EntrantRecord } from './entrants/entrant-record.ts'
export { joinRace } from './entrants/join-race.ts'
export { listEntrants } from './entrants/list-entrants.ts'
export { listRulings, type Ruling, type RulingKind } from './entrants/list-rulings.ts'
export { type EntrantDetail, loadEntrant } from './entrants/load-entrant.ts'
export { type CheckRacesOptions, checkRaces, type RaceCheck } from './checks/check-races.ts'
export { formatViolation, type Invariant, type Violation } from './checks/violation.ts'
export { type RaceErrorCode, raceErrors } from './errors.ts'
export { type ArchiveProof, loadArchiveProof } from './evidence/archive-proof.ts'
export type { ArchivedRaceId } from './evidence/archived-race.ts'
export type { Decided, EvidenceAdjustment, EvidenceDecision } from './evidence/decided.ts'
export { type Difference, type DifferenceKind, formatDifference } from './evidence/difference.ts'
export { loadRaceVerification, type StoredVerification } from './evidence/load-verification.ts'
export {
  evidenceParticipants,
  type EvidenceParticipant,
  type EvidenceReading,
  type EvidenceSample,
  raceEvidence,
  type RaceEvidence,
} from './evidence/race-evidence.ts'
export { recordVerification, verifyNewArchives } from './evidence/record-verification.ts'
export { type ReplayedStanding, replayStandings } from './evidence/replay-standings.ts'
export { type Verification, verifyRace, type VerifyRaceOptions } from './evidence/verify-race.ts'
export {
  type Calendar,
  DEFAULT_CALENDAR,
  periodEnd,
  type PeriodKind,
  PERIOD_KINDS,
  periodStart,
} from './race/calendar.ts'
export type { Race, Series } from './race/race.ts'
export { aroundOnBoard, type Board, type BoardEntry, createBoard, findOnBoard, searchBoard } from './standings/board.ts'
export { leaderboardWindow } from './leaderboards/leaderboard-period.ts'
export { type Leaderboard, type LeaderboardEntry, loadLeaderboard } from './leaderboards/load-leaderboard.ts'
export { loadLeaderboardVersions } from './leaderboards/leaderboard-versions.ts'
export { recordLeaderboards } from './leaderboards/record-leaderboards.ts'
export { advanceRaces } from './lifecycle/advance-races.ts'
export { cancelRace } from './lifecycle/cancel-race.ts'
export { completeRace, type CompletedRace } from './lifecycle/complete-race.ts'
export { createRace, type CreatedRace, createSeries } from './lifecycle/create-race.ts'
export { listSeries } from './lifecycle/list-series.ts'
export { nextBoundary } from './lifecycle/next-boundary.ts'
export { stopSeries } from './lifecycle/stop-series.ts'
export { updateRace, type UpdatedRace } from './lifecycle/update-race.ts'
export { occurrenceWindow, type SeriesCalendar } from './race/series-window.ts'
export {
  type ArchivedStandingNow,
  type HistoricalRaceSummary,
  type HistoricalWinner,
  listHistoricalRaces,
  loadHistoricalRace,
} from './evidence/find-historical-races.ts'
export { countOpenRaces, type OpenRaces } from './lifecycle/count-open-races.ts'
export { findRace } from './race/find-race.ts'
export { findCurrentRace, listRaces, listUnsettledRaces } from './race/find-races.ts'
export { findNextRaceId } from './race/next-race.ts'
export {
  type AdminRaceSummary,
  type RaceSummary,
  shownPrizes,
  summarizeRaces,
  summarizeRacesForAdmins,
} from './lifecycle/race-summaries.ts'
export { loadRaceVersions, type RaceVersion } from './lifecycle/race-versions.ts'
export { correctPayout } from './payouts/correct-payout.ts'
export { listPayouts, type PayoutEntryRecord, type PayoutRecord, type PayoutSum } from './payouts/list-payouts.ts'
export { settlePayout } from './payouts/settle-payout.ts'
export type { Commission } from './players/commission.ts'
export type { CounterPoint } from './players/counter-series.ts'
export { findPlayer, type Player } from './players/find-player.ts'
export { listPlayerRaces, type PlayerRace } from './players/list-player-races.ts'
export { loadPlayerStats, type PlayerStats } from './players/load-player-stats.ts'
export {
  allocatePrizes,
  type AllocatePrizesInput,
  type PrizeAllocation,
  type PrizeStanding,
} from './prizes/allocation.ts'
export { type PlacePrize, placePrizes, type PrizePlaces, prizePlaces } from './prizes/distribution.ts'
export { previewPrizes, type PrizePreview } from './prizes/preview-prizes.ts'
export { loadStandings, type RaceBoard, type Standing } from './standings/load-standings.ts'
export type { RankChangeOptions } from './standings/publish-standings.ts'
export { rankEntrants } from './standings/rank-entrants.ts'
export { compareStandings, type OrderedStanding, placesOf } from './race/standing-order.ts'
export type { TotalFlag } from './total/fold.ts'
export { loadProgression } from './total/load-progression.ts'
export { loadTopProgressions, type Progression } from './total/load-top-progressions.ts'
export type { ProgressionPoint } from './total/progression.ts'
export { raceTotal, type RaceTotal, type RaceTotalOptions, type TotalState } from './total/race-total.ts'
export { recordWindowTotals, trackWindowTotals } from './total/record-window-totals.ts'
export { rebuildTotals, recordRaceTotals, trackRaceTotals } from './total/record-totals.ts'
export type { Decision, RaceWindow, Sample } from './total/sample.ts'
