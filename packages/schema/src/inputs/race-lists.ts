import * as z from 'zod'
import { LEADERBOARD_PERIODS } from '../tables/leaderboards.ts'
import { RACE_STATUSES } from '../tables/races.ts'
import { PAYOUT_STATUSES } from '../tables/results.ts'
import { idInput, instantInput, soughtNameInput, sourceInput, wholeNumberInput } from './fields.ts'
import { pagingInput } from './lists.ts'
import { calendarInput } from './race-source.ts'

/** A part of a name to look for. Empty: no search. */
const searchInput = soughtNameInput(64)

/** A player's name to look up: names may carry an id behind them, so they may be long. */
const playerNameInput = soughtNameInput(256).min(1)

/** Entrants of a race, for admins. */
export const listEntrantsInput = pagingInput.extend({
  raceId: idInput,
  /** True: those with a flag that asks for a look; false: those without. */
  flagged: z.boolean().optional(),
  disqualified: z.boolean().optional(),
  /** A part of the name, without regard to case, or the whole uid. */
  search: searchInput.optional(),
})
export type ListEntrantsInput = z.input<typeof listEntrantsInput>
export type ParsedListEntrants = z.output<typeof listEntrantsInput>

export const loadEntrantInput = z.strictObject({ raceId: idInput, userId: idInput })
export type LoadEntrantInput = z.input<typeof loadEntrantInput>
export type ParsedLoadEntrant = z.output<typeof loadEntrantInput>

/** The progression of one entrant, for a chart. */
export const loadProgressionInput = z.strictObject({ raceId: idInput, userId: idInput })
export type LoadProgressionInput = z.input<typeof loadProgressionInput>
export type ParsedLoadProgression = z.output<typeof loadProgressionInput>

/** The progressions of a race's best, for a chart. */
export const loadTopProgressionsInput = z.strictObject({ raceId: idInput, limit: wholeNumberInput(1, 20).default(5) })
export type LoadTopProgressionsInput = z.input<typeof loadTopProgressionsInput>
export type ParsedLoadTopProgressions = z.output<typeof loadTopProgressionsInput>

/** What is owed and what was paid. */
export const listPayoutsInput = pagingInput.extend({
  payoutId: idInput.optional(),
  raceId: idInput.optional(),
  status: z.enum(PAYOUT_STATUSES).optional(),
})
export type ListPayoutsInput = z.input<typeof listPayoutsInput>
export type ParsedListPayouts = z.output<typeof listPayoutsInput>

/** Series, all or those that go on. */
export const listSeriesInput = pagingInput.extend({ active: z.boolean().optional() })
export type ListSeriesInput = z.input<typeof listSeriesInput>
export type ParsedListSeries = z.output<typeof listSeriesInput>

/** Races that a player took part in. */
export const listPlayerRacesInput = pagingInput.extend({ userId: idInput })
export type ListPlayerRacesInput = z.input<typeof listPlayerRacesInput>
export type ParsedListPlayerRaces = z.output<typeof listPlayerRacesInput>

const playerFields = z.strictObject({
  userId: idInput.optional(),
  username: playerNameInput.optional(),
  source: sourceInput,
})
const isNamedOnce = ({ userId, username }: z.output<typeof playerFields>) =>
  (userId === undefined) !== (username === undefined)
const namedOnce = { path: ['username'], error: 'Give either userId or username.' }

/** A player of a source, named by id or by name, without regard to case. */
export const findPlayerInput = playerFields.refine(isNamedOnce, namedOnce)
export type FindPlayerInput = z.input<typeof findPlayerInput>
export type ParsedFindPlayer = z.output<typeof findPlayerInput>

/** A player's counters, present and past. The player is named by id or by name, without regard to case. */
export const loadPlayerStatsInput = playerFields
  .extend({
    /** The source's. */
    calendar: calendarInput,
    /** The part of the history to show. Default: all of it. */
    from: instantInput.optional(),
    to: instantInput.optional(),
    now: instantInput,
  })
  .refine(isNamedOnce, namedOnce)
export type LoadPlayerStatsInput = z.input<typeof loadPlayerStatsInput>
export type ParsedLoadPlayerStats = z.output<typeof loadPlayerStatsInput>

/** One race, by its id. */
export const findRaceInput = z.strictObject({ raceId: idInput })
export type FindRaceInput = z.input<typeof findRaceInput>
export type ParsedFindRace = z.output<typeof findRaceInput>

/** Races, all or those of one status. */
export const listRacesInput = pagingInput.extend({ status: z.enum(RACE_STATUSES).optional() })
export type ListRacesInput = z.input<typeof listRacesInput>
export type ParsedListRaces = z.output<typeof listRacesInput>

/** Races of a source that wait for readings at a moment. */
export const listUnsettledRacesInput = z.strictObject({ source: sourceInput, now: instantInput })
export type ListUnsettledRacesInput = z.input<typeof listUnsettledRacesInput>
export type ParsedListUnsettledRaces = z.output<typeof listUnsettledRacesInput>

/** The race that follows another in its series. */
export const findNextRaceInput = z.strictObject({ seriesId: idInput.nullable(), startDate: instantInput })
export type FindNextRaceInput = z.input<typeof findNextRaceInput>
export type ParsedFindNextRace = z.output<typeof findNextRaceInput>

/** The next start or end of a race after a moment. */
export const nextBoundaryInput = z.strictObject({ now: instantInput })
export type NextBoundaryInput = z.input<typeof nextBoundaryInput>
export type ParsedNextBoundary = z.output<typeof nextBoundaryInput>

/** The leaderboard of a provider's period at a moment. */
export const loadLeaderboardInput = z.strictObject({
  source: sourceInput,
  period: z.enum(LEADERBOARD_PERIODS),
  /** The source's. */
  calendar: calendarInput,
  now: instantInput,
})
export type LoadLeaderboardInput = z.input<typeof loadLeaderboardInput>
export type ParsedLoadLeaderboard = z.output<typeof loadLeaderboardInput>

/** The standings of a race as they stood at a moment. */
export const replayStandingsInput = z.strictObject({ raceId: idInput, at: instantInput })
export type ReplayStandingsInput = z.input<typeof replayStandingsInput>
export type ParsedReplayStandings = z.output<typeof replayStandingsInput>

/** A page of the participants of an archived race, with all that their totals were computed from. */
export const raceEvidencePageInput = z.strictObject({
  limit: wholeNumberInput(1, 100_000).default(1000),
  offset: wholeNumberInput(0, 2_147_483_647).default(0),
})
export type RaceEvidencePageInput = z.input<typeof raceEvidencePageInput>
export type ParsedRaceEvidencePage = z.output<typeof raceEvidencePageInput>

/** Completes one race. */
export const completeRaceInput = z.strictObject({
  raceId: idInput,
  sourceGone: z.boolean().default(false),
})
export type CompleteRaceInput = z.input<typeof completeRaceInput>
export type ParsedCompleteRace = z.output<typeof completeRaceInput>
