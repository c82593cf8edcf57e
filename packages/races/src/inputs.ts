/** What the functions of this package take from outside, checked: one schema a function. Free of drizzle and of Node. */
export {
  joinRaceInput,
  type JoinRaceInput,
  decideEntrantBody,
  decideEntrantInput,
  type DecideEntrantInput,
  reinstateInput,
  type ReinstateInput,
  disqualifyBody,
  disqualifyInput,
  type DisqualifyInput,
  adjustBody,
  adjustInput,
  type AdjustInput,
  revertAdjustmentBody,
  revertAdjustmentInput,
  type RevertAdjustmentInput,
  listEntrantsInput,
  type ListEntrantsInput,
  loadEntrantInput,
  type LoadEntrantInput,
  listRulingsInput,
  type ListRulingsInput,
} from './entrants/inputs.ts'
export {
  replayStandingsInput,
  raceEvidencePageInput,
  type RaceEvidencePageInput,
  recordVerificationInput,
  type RecordVerificationInput,
  verifyNewArchivesInput,
  type VerifyNewArchivesInput,
  loadRaceVerificationInput,
  type LoadRaceVerificationInput,
  listHistoricalRacesInput,
  type ListHistoricalRacesInput,
  loadHistoricalRaceInput,
  type LoadHistoricalRaceInput,
} from './evidence/inputs.ts'
export { loadLeaderboardInput, type LoadLeaderboardInput } from './leaderboards/inputs.ts'
export {
  createRaceBody,
  type CreateRaceBody,
  createRaceInput,
  type CreateRaceInput,
  updateRaceBody,
  type UpdateRaceBody,
  updateRaceInput,
  type UpdateRaceInput,
  createSeriesBody,
  type CreateSeriesBody,
  createSeriesInput,
  type CreateSeriesInput,
  stopSeriesInput,
  type StopSeriesInput,
  listSeriesInput,
  type ListSeriesInput,
  cancelRaceBody,
  cancelRaceInput,
  type CancelRaceInput,
  completeRaceInput,
  type CompleteRaceInput,
  nextBoundaryInput,
} from './lifecycle/inputs.ts'
export {
  payoutBody,
  payoutInput,
  type PayoutInput,
  correctPayoutBody,
  correctPayoutInput,
  type CorrectPayoutInput,
  listPayoutsInput,
  type ListPayoutsInput,
} from './payouts/inputs.ts'
export {
  findPlayerInput,
  type FindPlayerInput,
  loadPlayerStatsInput,
  type LoadPlayerStatsInput,
  listPlayerRacesInput,
  type ListPlayerRacesInput,
} from './players/inputs.ts'
export { previewPrizesInput, type PreviewPrizesInput } from './prizes/inputs.ts'
export {
  findRaceInput,
  listRacesInput,
  type ListRacesInput,
  listUnsettledRacesInput,
  findNextRaceInput,
} from './race/inputs.ts'
export { prizeDistributionInput, prizeRangeInput, type PrizeRangeInput } from './race/prize-distribution-input.ts'
export { calendarInput, raceRulesCodec, type RaceRules, type RaceRulesJson } from './race/rules.ts'
export { raceSourceInput, type RaceSourceInput } from './race/source-input.ts'
export {
  loadProgressionInput,
  type LoadProgressionInput,
  loadTopProgressionsInput,
  type LoadTopProgressionsInput,
} from './total/inputs.ts'
