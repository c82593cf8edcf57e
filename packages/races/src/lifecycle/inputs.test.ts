import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { adjustInput } from '../entrants/inputs.ts'
import { payoutInput } from '../payouts/inputs.ts'
import { prizeDistributionInput } from '../race/prize-distribution-input.ts'
import { createRaceInput, createSeriesInput, type CreateRaceInput, type CreateSeriesInput } from './inputs.ts'

const race: CreateRaceInput = {
  title: 'January',
  prizePool: '5000',
  prizeDistribution: [{ from: 1, percent: '100' }],
  source: { id: 'goated', class: 'cumulative' },
  startDate: '2025-01-01T00:00:00Z',
  endDate: '2025-02-01T00:00:00Z',
}
const series: CreateSeriesInput = {
  title: 'Weekly',
  type: 'weekly',
  prizePool: '100.50',
  prizeDistribution: [{ from: 1, to: 3, amount: '10' }],
  source: { id: 'goated', class: 'cumulative' },
  anchorStart: '2025-01-06T00:00:00Z',
}

/** The paths that a schema finds wrong. */
function paths(schema: z.ZodType, value: unknown): string[] {
  return schema.safeParse(value).error?.issues.map((issue) => issue.path.join('.')) ?? []
}

/** A provider that is asked for windows, with what a source has besides its facts. */
const asked = {
  id: 'rainbet',
  class: 'window',
  window: { inclusive: true, granularity: 'day', timeZone: 'UTC', maxDays: null },
  metric: 'wager',
  readWindow: () => {},
} as const

describe('createRaceInput', () => {
  it('fills in what is left out', () => {
    expect(createRaceInput.parse(race)).toEqual({
      title: 'January',
      type: 'custom',
      prizePool: 500_000n,
      currency: 'USD',
      minWager: 0n,
      prizeDistribution: [{ from: 1, percent: '100' }],
      ties: 'split',
      unclaimed: 'retain',
      joinPolicy: 'open',
      timeZone: 'UTC',
      source: {
        id: 'goated',
        class: 'cumulative',
        window: null,
        calendar: { timeZone: 'UTC', weekStartsOn: 1 },
      },
      raceHistory: false,
      graceSeconds: 86_400,
      startDate: new Date('2025-01-01T00:00:00Z'),
      endDate: new Date('2025-02-01T00:00:00Z'),
    })
  })

  it('can be joined only where the source tells what happened when', () => {
    expect(paths(createRaceInput, { ...race, joinPolicy: 'opt_in' })).toEqual([])
    expect(paths(createRaceInput, { ...race, joinPolicy: 'opt_in', source: asked })).toEqual(['joinPolicy'])
  })

  it('ends after it starts, whatever the offsets', () => {
    expect(paths(createRaceInput, { ...race, endDate: race.startDate })).toEqual(['endDate'])
    expect(paths(createRaceInput, { ...race, endDate: '2024-12-31T00:00:00Z' })).toEqual(['endDate'])
    expect(paths(createRaceInput, { ...race, endDate: '2025-01-01T02:00:00+02:00' })).toEqual(['endDate'])
    expect(paths(createRaceInput, { ...race, endDate: '2025-01-01T00:00:00-01:00' })).toEqual([])
  })

  it.each(['title', 'prizePool', 'prizeDistribution', 'source', 'startDate', 'endDate'])('needs %s', (field) => {
    expect(paths(createRaceInput, { ...race, [field]: undefined })).toEqual([field])
  })

  it.each([
    ['title', ''],
    ['title', 'x'.repeat(201)],
    ['title', 'a\nb'],
    ['type', 'yearly'],
    ['type', null],
    ['prizePool', '-1'],
    ['prizePool', 5000],
    ['prizePool', '0.001'],
    ['prizePool', '10000000000000000'],
    ['currency', 'usd'],
    ['minWager', '-0.00000001'],
    ['minWager', '1e999'],
    ['ties', 'SPLIT'],
    ['unclaimed', 'burn'],
    ['joinPolicy', 'opt-in'],
    ['timeZone', 'Mars/Olympus'],
    ['source', 'x'.repeat(65)],
    ['graceSeconds', -1],
    ['graceSeconds', 2_592_001],
    ['graceSeconds', 1.5],
    ['graceSeconds', '60'],
    ['rules', 'x'.repeat(20_001)],
    ['description', 'nul\u0000'],
    ['createdBy', 0],
    ['prizeDistribution', []],
    ['prizeDistribution', {}],
  ])('names %s when it is %j', (field, value) => {
    expect(paths(createRaceInput, { ...race, [field]: value })).toEqual([field])
  })

  it.each([
    ['timeZone', { timeZone: '+01:00', weekStartsOn: 1 }],
    ['weekStartsOn', { timeZone: 'UTC', weekStartsOn: 0 }],
    ['weekStartsOn', { timeZone: 'UTC', weekStartsOn: 8 }],
  ])('names source.calendar.%s when the calendar is %j', (field, calendar) => {
    const source = { id: 'x', class: 'cumulative', calendar }
    expect(paths(createRaceInput, { ...race, source })).toEqual([`source.calendar.${field}`])
  })

  it('gives every race a calendar of its own', () => {
    createRaceInput.parse(race).source.calendar.timeZone = 'Europe/Berlin'
    expect(createRaceInput.parse(race).source.calendar.timeZone).toBe('UTC')
  })

  it('takes the facts of a source, and nothing else of it', () => {
    expect(createRaceInput.parse({ ...race, source: asked }).source).toEqual({
      id: 'rainbet',
      class: 'window',
      window: asked.window,
      calendar: { timeZone: 'UTC', weekStartsOn: 1 },
    })
  })

  it.each([
    ['source', 'goated', /the source itself/],
    ['source', null, /the source itself/],
    ['source.class', { id: 'x' }, /./],
    ['source.class', { id: 'x', class: 'counters' }, /./],
    ['source.id', { class: 'cumulative' }, /./],
    ['source.window', { id: 'x', class: 'window' }, /Required/],
    ['source.window', { id: 'x', class: 'owner', window: null }, /Required/],
    ['source.window', { ...asked, class: 'cumulative' }, /has none/],
    ['source.window.granularity', { ...asked, window: { ...asked.window, granularity: 'week' } }, /./],
    ['source.window.timeZone', { ...asked, window: { ...asked.window, timeZone: 'Mars' } }, /./],
  ])('says at %s what is wrong with the source %j', (path, source, message) => {
    const { error } = createRaceInput.safeParse({ ...race, source })
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
    expect(error?.issues[0]?.message).toMatch(message)
  })

  it.each([
    'status',
    'id',
    'version',
    'sourceClass',
    'calendar',
    'seriesId',
    'occurrence',
    'settledBy',
    'completedAt',
    'createdAt',
    'asOf',
  ])('does not let anyone set %s', (field) => {
    const { error } = createRaceInput.safeParse({ ...race, [field]: 1 })
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [field] }])
  })
})

describe('prizeDistributionInput', () => {
  it('keeps its decimal strings, which go to JSON', () => {
    const ranges = [
      { from: 1, percent: '33.33' },
      { from: 2, to: 10, percent: '1' },
    ]
    expect(prizeDistributionInput.parse(ranges)).toEqual(ranges)
  })

  it.each([
    ['0.from', { from: 0, percent: '1' }],
    ['0.from', { from: '1', percent: '1' }],
    ['0.from', { from: 1.5, percent: '1' }],
    ['0.from', { from: 100_001, percent: '1' }],
    ['0.from', { percent: '1' }],
    ['0.to', { from: 2, to: 1, percent: '1' }],
    ['0.to', { from: 1, to: 100_001, percent: '1' }],
    ['0.to', { from: 1, to: null, percent: '1' }],
    ['0.percent', { from: 1 }],
    ['0.percent', { from: 1, percent: 50 }],
    ['0.percent', { from: 1, percent: '-1' }],
    ['0.percent', { from: 1, percent: '50%' }],
    ['0.percent', { from: 1, percent: '' }],
    ['0.amount', { from: 1, amount: '0.001' }],
    ['0.amount', { from: 1, amount: '9'.repeat(65) }],
    ['0.amount', { from: 1, percent: '1', amount: '1' }],
    ['0', { from: 1, percent: '1', place: 1 }],
    ['0', null],
  ])('names %s of %j', (path, range) => {
    expect(paths(prizeDistributionInput, [range])).toEqual([path])
  })

  it('has a limit', () => {
    const ranges = Array.from({ length: 1001 }, (_, index) => ({ from: index + 1, percent: '0' }))
    expect(paths(prizeDistributionInput, ranges)).toEqual([''])
    expect(paths(prizeDistributionInput, ranges.slice(1))).toEqual([])
  })

  it('leaves to the prizes what only they can judge', () => {
    const odd = [
      { from: 5, percent: '90' },
      { from: 5, amount: '7' },
      { from: 9, percent: '90' },
    ]
    expect(paths(prizeDistributionInput, odd)).toEqual([])
  })
})

describe('createSeriesInput', () => {
  it('has a period exactly when it is custom', () => {
    expect(paths(createSeriesInput, series)).toEqual([])
    expect(paths(createSeriesInput, { ...series, type: 'custom', periodSeconds: 3600 })).toEqual([])
    expect(paths(createSeriesInput, { ...series, type: 'custom' })).toEqual(['periodSeconds'])
    expect(paths(createSeriesInput, { ...series, type: undefined })).toEqual(['periodSeconds'])
    expect(paths(createSeriesInput, { ...series, periodSeconds: 3600 })).toEqual(['periodSeconds'])
  })

  it('takes the period in days as well, and not both', () => {
    expect(paths(createSeriesInput, { ...series, type: 'custom', periodDays: 14 })).toEqual([])
    expect(paths(createSeriesInput, { ...series, periodDays: 14 })).toEqual(['periodSeconds'])
    const both = { ...series, type: 'custom', periodDays: 1, periodSeconds: 86_400 }
    expect(paths(createSeriesInput, both)).toEqual(['periodSeconds'])
    for (const periodDays of [0, 367, 1.5, '1'])
      expect(paths(createSeriesInput, { ...series, type: 'custom', periodDays })).toEqual(['periodDays'])
  })

  it.each([9, 31_622_401, 60.5, '60', -3600])('has no period of %j', (periodSeconds) => {
    expect(paths(createSeriesInput, { ...series, type: 'custom', periodSeconds })).toEqual(['periodSeconds'])
  })

  it('has no window: its races do', () => {
    const { error } = createSeriesInput.safeParse({ ...series, startDate: race.startDate, endDate: race.endDate })
    expect(error?.issues).toMatchObject([{ keys: ['startDate', 'endDate'] }])
  })
})

describe('adjustInput', () => {
  const adjustment = { raceId: 1, userId: 2, amount: '-10.5', reason: 'Voided bet', by: 3 }

  it('adds or takes away, but something, and for a reason', () => {
    expect(adjustInput.parse(adjustment).amount).toBe(-1_050_000_000n)
    expect(paths(adjustInput, { ...adjustment, amount: '0' })).toEqual(['amount'])
    expect(paths(adjustInput, { ...adjustment, amount: '-0.0' })).toEqual(['amount'])
    expect(paths(adjustInput, { ...adjustment, amount: -10.5 })).toEqual(['amount'])
    expect(paths(adjustInput, { ...adjustment, reason: '  ' })).toEqual(['reason'])
    expect(paths(adjustInput, { ...adjustment, by: undefined })).toEqual(['by'])
  })
})

describe('payoutInput', () => {
  it('pays or voids, and changes nothing else', () => {
    const payout = { payoutId: 1, status: 'paid', reference: 'tx 1', settledBy: 2 }
    expect(payoutInput.parse(payout)).toEqual(payout)
    expect(paths(payoutInput, { ...payout, status: 'owed' })).toEqual(['status'])
    expect(payoutInput.safeParse({ ...payout, amount: '1' }).success).toBe(false)
  })
})
