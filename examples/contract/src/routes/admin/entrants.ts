import { adjustBody, decideEntrantBody, disqualifyBody, revertAdjustmentBody } from '@goated/races/inputs'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { entrantDetail, entrantsPage } from '../../shapes/entrant.ts'
import { raceProblems } from '../problems.ts'

const read = { access: admin('races:read') } as const
const write = { access: admin('races:write') } as const
const entrants = { tag: 'admin: entrants' } as const
const entrantProblems = [...raceProblems, 'ENTRANT_NOT_FOUND'] as const
// Which entrant is meant stands in the address.
const named = { userId: true } as const

export const adminEntrantRoutes = {
  listEntrants: route({
    ...entrants,
    ...read,
    method: 'get',
    path: '/api/admin/races/:id/entrants',
    summary: 'Entrants with all that an admin decides by',
    params: input.idParams,
    query: input.entrantsQuery,
    answer: entrantsPage,
    problems: ['RACE_NOT_FOUND'],
  }),
  getEntrant: route({
    ...entrants,
    ...read,
    method: 'get',
    path: '/api/admin/races/:id/entrants/:userId',
    summary: 'One entrant with decisions, adjustments and history',
    params: input.entrantParams,
    answer: entrantDetail,
    problems: ['RACE_NOT_FOUND', 'ENTRANT_NOT_FOUND'],
  }),
  decideEntrant: route({
    ...entrants,
    ...write,
    method: 'post',
    path: '/api/admin/races/:id/entrants/:userId/decisions',
    summary: 'Decides about a flagged entrant',
    params: input.entrantParams,
    body: decideEntrantBody.omit(named),
    answer: entrantDetail,
    problems: [...entrantProblems, 'DECISION_NOT_DUE'],
  }),
  disqualifyEntrant: route({
    ...entrants,
    ...write,
    method: 'post',
    path: '/api/admin/races/:id/entrants/:userId/disqualify',
    summary: 'Takes an entrant out of the standings',
    params: input.entrantParams,
    body: disqualifyBody.omit(named),
    answer: entrantDetail,
    problems: entrantProblems,
  }),
  reinstateEntrant: route({
    ...entrants,
    ...write,
    method: 'post',
    path: '/api/admin/races/:id/entrants/:userId/reinstate',
    summary: 'Puts a disqualified entrant back',
    params: input.entrantParams,
    answer: entrantDetail,
    problems: entrantProblems,
  }),
  adjustTotal: route({
    ...entrants,
    ...write,
    method: 'post',
    path: '/api/admin/races/:id/entrants/:userId/adjustments',
    summary: 'Adds to a total, or takes from it, for a reason that entrants see',
    params: input.entrantParams,
    body: adjustBody.omit(named),
    answer: entrantDetail,
    status: 201,
    problems: entrantProblems,
  }),
  revertAdjustment: route({
    ...entrants,
    ...write,
    method: 'post',
    path: '/api/admin/adjustments/:id/revert',
    summary: 'Undoes an adjustment; both stay on record',
    params: input.idParams,
    body: revertAdjustmentBody,
    answer: null,
    status: 204,
    problems: ['ADJUSTMENT_NOT_FOUND', 'RACE_NOT_OPEN'],
  }),
} as const
