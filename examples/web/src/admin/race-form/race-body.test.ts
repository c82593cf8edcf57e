import type { AdminRace } from '@goated/example-contract'
import { describe, expect, test } from 'vitest'
import { toRaceBody, toSeriesBody, toUpdateBody } from './race-body.ts'
import { copyOf, draftOf, newDraft, type RaceDraft } from './race-draft.ts'

const defaults = {
  source: 'goated',
  sourceClass: 'cumulative',
  calendar: { timeZone: 'UTC', weekStartsOn: 1 },
} as const
const now = Date.parse('2026-02-28T22:30:00Z')
const draft: RaceDraft = { ...newDraft('Europe/Berlin', now), title: 'Weekend race', prizePool: '1000' }

const race = {
  title: 'Weekend race',
  type: 'weekend',
  description: null,
  rules: 'Be fair.',
  timeZone: 'Europe/Berlin',
  startDate: '2026-03-27T23:00:00.400Z',
  endDate: '2026-03-29T22:00:00.400Z',
  prizePool: '1000.00',
  currency: 'USD',
  prizeDistribution: [
    { from: 1, percent: '60' },
    { from: 2, to: 5, percent: '10' },
  ],
  minWager: '50.00000000',
  joinPolicy: 'open',
  ties: 'split',
  unclaimed: 'retain',
  graceSeconds: 5400,
} as unknown as AdminRace

describe('toRaceBody', () => {
  test('makes instants of the clocks of the zone, and takes the source from the installation', () => {
    expect(toRaceBody(draft, defaults)).toEqual({
      errors: null,
      body: {
        source: 'goated',
        title: 'Weekend race',
        type: 'weekly',
        timeZone: 'Europe/Berlin',
        startDate: '2026-02-28T23:00:00.000Z',
        endDate: '2026-03-07T23:00:00.000Z',
        prizePool: '1000',
        currency: 'USD',
        prizeDistribution: [
          { from: 1, percent: '50' },
          { from: 2, percent: '30' },
          { from: 3, percent: '20' },
        ],
        minWager: '0',
        joinPolicy: 'open',
        ties: 'split',
        unclaimed: 'retain',
        graceSeconds: 86_400,
      },
    })
  })

  test.each<[field: string, change: Partial<RaceDraft>]>([
    ['title', { title: ' ' }],
    ['start', { start: '' }],
    ['end', { end: '2026-02-01T00:00' }],
    ['timeZone', { timeZone: 'Berlin' }],
    ['prizePool', { prizePool: '1,000' }],
    ['minWager', { minWager: 'none' }],
    ['grace', { graceCount: '1.5' }],
    ['prizes', { prizes: [] }],
  ])('says at the field what is wrong with %s', (field, change) => {
    expect(Object.keys(toRaceBody({ ...draft, ...change }, defaults).errors ?? {})).toEqual([field])
  })
})

describe('toSeriesBody', () => {
  test('has a period only where the calendar gives none', () => {
    const series: RaceDraft = { ...draft, kind: 'series', periodCount: '90', periodUnit: 'minutes' }
    expect(toSeriesBody({ ...series, type: 'custom' }, defaults).body).toMatchObject({
      anchorStart: '2026-02-28T23:00:00.000Z',
      periodSeconds: 5400,
    })
    const days = (periodCount: string, periodUnit: RaceDraft['periodUnit']) =>
      toSeriesBody({ ...series, type: 'custom', periodCount, periodUnit }, defaults).body
    expect(days('1', 'days')).toMatchObject({ periodDays: 1 })
    expect(days('2', 'weeks')).toMatchObject({ periodDays: 14 })
    expect(days('48', 'hours')).toEqual(days('2', 'days'))
    const weekly = toSeriesBody({ ...series, periodCount: '' }, defaults).body
    expect(weekly).not.toHaveProperty('periodSeconds')
    expect(weekly).not.toHaveProperty('periodDays')
    expect(weekly).not.toHaveProperty('endDate')
  })
})

describe('toUpdateBody', () => {
  const before = draftOf(race)

  test('sends nothing for a form that nobody touched', () => {
    expect(toUpdateBody(before, draftOf(race))).toEqual({ body: {}, errors: null })
  })

  test('sends what was changed, null for a text that was taken away', () => {
    expect(toUpdateBody(before, { ...before, title: 'Another', rules: '' }).body).toEqual({
      title: 'Another',
      rules: null,
    })
    expect(toUpdateBody(before, { ...before, end: '2026-03-30T12:00' }).body).toEqual({
      endDate: '2026-03-30T10:00:00.000Z',
    })
  })

  test('moves the window with the zone', () => {
    expect(toUpdateBody(before, { ...before, timeZone: 'UTC' }).body).toEqual({
      timeZone: 'UTC',
      startDate: '2026-03-28T00:00:00.000Z',
      endDate: '2026-03-30T00:00:00.000Z',
    })
  })
})

describe('draftOf and copyOf', () => {
  test('show amounts and hours as people write them', () => {
    expect(draftOf(race)).toMatchObject({
      minWager: '50',
      graceCount: '90',
      graceUnit: 'minutes',
      prizePool: '1000.00',
      prizes: [
        { from: '1', to: '', share: '60' },
        { from: '2', to: '5', share: '10' },
      ],
    })
    expect(draftOf({ ...race, minWager: '100.00000000', graceSeconds: 86_400 })).toMatchObject({
      minWager: '100',
      graceCount: '1',
      graceUnit: 'days',
    })
  })

  test('a copy follows the race, or begins at the next hour if that is over', () => {
    expect(copyOf(race, now).start).toBe('2026-03-30T00:00')
    const later = copyOf(race, Date.parse('2026-05-01T10:20:00Z'))
    expect(later.start).toBe('2026-05-01T13:00')
    expect(later.end).toBe('2026-05-03T12:00')
  })
})
