import { correctPayoutBody, payoutBody } from '@goated/races/inputs'
import * as input from '../../inputs.ts'
import { admin, route } from '../../route.ts'
import { payout, payoutsPage } from '../../shapes/payout.ts'

const read = { access: admin('races:read') } as const
const payouts = { tag: 'admin: payouts' } as const

export const adminPayoutRoutes = {
  listPayouts: route({
    ...payouts,
    ...read,
    method: 'get',
    path: '/api/admin/payouts',
    summary: 'What is owed and what was paid',
    query: input.payoutsQuery,
    answer: payoutsPage,
  }),
  settlePayout: route({
    ...payouts,
    access: admin('payouts:write'),
    stepUp: 'proof',
    method: 'post',
    path: '/api/admin/payouts/:id/settle',
    summary: 'Records that a prize was paid, or that it will not be',
    params: input.idParams,
    body: payoutBody,
    answer: payout,
    problems: ['PAYOUT_NOT_OWED'],
  }),
  correctPayout: route({
    ...payouts,
    access: admin('payouts:write'),
    stepUp: 'proof',
    method: 'post',
    path: '/api/admin/payouts/:id/correct',
    summary: 'Says that the last entry of a payout is wrong: it is owed again, and both entries stay',
    params: input.idParams,
    body: correctPayoutBody,
    answer: payout,
    problems: ['PAYOUT_NOT_FOUND', 'PAYOUT_ENTRY_NOT_LAST'],
  }),
} as const
