import { pagingInput } from '@goated/schema/inputs'
import * as input from '../inputs.ts'
import { publicRead, route } from '../route.ts'
import { pageOf } from '../shapes/fields.ts'
import { participantHistory, race, raceProgressions, standingsAround, standingsPage } from '../shapes/race.ts'
import { rulingsPage } from '../shapes/ruling.ts'

const races = { ...publicRead, tag: 'races' } as const

export const raceRoutes = {
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
} as const
