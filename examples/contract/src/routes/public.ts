import { pagingInput } from '@goated/schema/inputs'
import * as input from '../inputs.ts'
import { anybody, route } from '../route.ts'
import { pageOf } from '../shapes/fields.ts'
import { historicalRace, historicalRaceDetail, raceEvidence, raceVerification } from '../shapes/historical-race.ts'
import { leaderboardAround, leaderboardPage } from '../shapes/leaderboard.ts'
import { playerRacesPage, playerStats } from '../shapes/player.ts'
import { participantHistory, race, raceProgressions, standingsAround, standingsPage } from '../shapes/race.ts'
import { rulingsPage } from '../shapes/ruling.ts'
import { site } from '../shapes/site.ts'

/** What anybody may read. All of it has an ETag. */
const shared = { method: 'get', access: anybody, caching: 'versioned' } as const

const races = { ...shared, tag: 'races' } as const
const leaderboards = { ...shared, tag: 'leaderboards' } as const
const archive = { ...shared, tag: 'archive' } as const
const players = { ...shared, tag: 'players' } as const

export const publicRoutes = {
  listRaces: route({
    ...races,
    path: '/api/races',
    summary: 'Races, the latest start first',
    query: input.racesQuery,
    answer: pageOf(race),
  }),
  getCurrentRace: route({
    ...races,
    path: '/api/races/current',
    summary: 'The race a visitor wants to see: the live one, else the next, else the latest',
    query: input.noQuery,
    answer: race,
    problems: ['RACE_NOT_FOUND'],
  }),
  getRace: route({
    ...races,
    path: '/api/races/:id',
    summary: 'One race',
    params: input.idParams,
    query: input.noQuery,
    answer: race,
    problems: ['RACE_NOT_FOUND'],
  }),
  listStandings: route({
    ...races,
    path: '/api/races/:id/standings',
    summary: 'The entrants of a race in order',
    params: input.idParams,
    query: input.leaderboardQuery,
    answer: standingsPage,
    problems: ['RACE_NOT_FOUND'],
  }),
  getStandingsAround: route({
    ...races,
    path: '/api/races/:id/standings/around/:username',
    summary: 'An entrant with neighbours on both sides',
    params: input.participantParams,
    query: input.radiusQuery,
    answer: standingsAround,
    problems: ['RACE_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
  }),
  getParticipantHistory: route({
    ...races,
    path: '/api/races/:id/participants/:username/history',
    summary: "How an entrant's total came about",
    params: input.participantParams,
    query: input.noQuery,
    answer: participantHistory,
    problems: ['RACE_NOT_FOUND', 'PARTICIPANT_NOT_FOUND'],
  }),
  listRulings: route({
    ...races,
    path: '/api/races/:id/rulings',
    summary: 'What staff did to totals of the race: adjustments, decisions and disqualifications, the latest first',
    params: input.idParams,
    query: pagingInput,
    answer: rulingsPage,
    problems: ['RACE_NOT_FOUND'],
  }),
  getRaceProgressions: route({
    ...races,
    path: '/api/races/:id/progressions',
    summary: 'How the totals of the best came about',
    params: input.idParams,
    query: input.progressionsQuery,
    answer: raceProgressions,
    problems: ['RACE_NOT_FOUND'],
  }),

  getLeaderboard: route({
    ...leaderboards,
    path: '/api/leaderboards/:period',
    summary: 'Players by what they wagered in a period',
    params: input.periodParams,
    query: input.leaderboardQuery,
    answer: leaderboardPage,
  }),
  getLeaderboardAround: route({
    ...leaderboards,
    path: '/api/leaderboards/:period/around/:username',
    summary: 'A player with neighbours on both sides',
    params: input.periodPlayerParams,
    query: input.radiusQuery,
    answer: leaderboardAround,
    problems: ['PLAYER_NOT_FOUND'],
  }),

  listHistoricalRaces: route({
    ...archive,
    path: '/api/historical-races',
    summary: 'Completed races, the latest first',
    query: input.historicalRacesQuery,
    answer: pageOf(historicalRace),
  }),
  getHistoricalRace: route({
    ...archive,
    path: '/api/historical-races/:id',
    summary: 'A completed race with a page of its final standings',
    params: input.idParams,
    query: pagingInput,
    answer: historicalRaceDetail,
    problems: ['HISTORICAL_RACE_NOT_FOUND'],
  }),
  getRaceVerification: route({
    ...archive,
    path: '/api/historical-races/:id/verification',
    summary: 'What came of computing the result again from the stored readings',
    params: input.idParams,
    query: input.noQuery,
    answer: raceVerification,
    problems: ['HISTORICAL_RACE_NOT_FOUND', 'VERIFICATION_NOT_FOUND'],
  }),
  getRaceEvidence: route({
    ...archive,
    path: '/api/historical-races/:id/evidence',
    summary: 'Everything needed to compute the result again, a page of participants at a time',
    params: input.idParams,
    query: input.evidenceQuery,
    answer: raceEvidence,
    problems: ['HISTORICAL_RACE_NOT_FOUND'],
  }),

  getPlayerStats: route({
    ...players,
    path: '/api/affiliates/:username/stats',
    summary: 'What a player wagered, and how that came about',
    params: input.playerParams,
    query: input.spanQuery,
    answer: playerStats,
    problems: ['PLAYER_NOT_FOUND'],
  }),
  listPlayerRaces: route({
    ...players,
    path: '/api/affiliates/:username/races',
    summary: 'Races that a player took part in, the latest first',
    params: input.playerParams,
    query: pagingInput,
    answer: playerRacesPage,
    problems: ['PLAYER_NOT_FOUND'],
  }),

  getSite: route({
    ...shared,
    tag: 'site',
    path: '/api/site',
    summary: 'Name and footer of this installation',
    query: input.noQuery,
    answer: site,
  }),
} as const
