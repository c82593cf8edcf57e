import { pagingInput } from '@goated/schema/inputs'
import * as input from '../inputs.ts'
import { publicRead, route } from '../route.ts'
import { pageOf } from '../shapes/fields.ts'
import { historicalRace, historicalRaceDetail, raceEvidence, raceVerification } from '../shapes/historical-race.ts'

const archive = { ...publicRead, tag: 'archive' } as const

export const historicalRaceRoutes = {
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
} as const
