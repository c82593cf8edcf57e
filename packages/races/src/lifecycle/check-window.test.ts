import type { WindowFacts } from '@goated/schema/vocabulary'
import { describe, expect, test } from 'vitest'
import { checkReadable, checkSeriesReadable, refusePast } from './check-window.ts'

const byDay = (timeZone: string): WindowFacts => ({ inclusive: true, granularity: 'day', timeZone, maxDays: null })

type Series = Parameters<typeof checkSeriesReadable>[0]
const series = (timeZone: string, changes: Partial<Series>): Series => ({
  source: 'x',
  sourceWindow: byDay(timeZone),
  type: 'weekly',
  anchorStart: new Date('2025-01-06T00:00:00Z'),
  timeZone: 'UTC',
  periodSeconds: null,
  ...changes,
})

test('counters serve every window, a provider of windows those it can be asked for', () => {
  const race = { source: 'x', startDate: new Date('2025-01-06T10:00:00Z'), endDate: new Date('2025-01-06T11:00:00Z') }
  expect(() => checkReadable({ ...race, sourceWindow: null })).not.toThrow()
  expect(() => checkReadable({ ...race, sourceWindow: byDay('UTC') })).toThrow('midnight')
})

test('a window may begin as long ago as clocks differ, and must not be over', () => {
  const now = new Date('2025-01-06T12:00:00Z')
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
  expect(() => refusePast({ startDate: minutes(-5), endDate: minutes(1) }, now)).not.toThrow()
  expect(() => refusePast({}, now)).not.toThrow()
  const refused = (paths: string[]) =>
    expect.objectContaining({
      code: 'INPUT_INVALID',
      details: { issues: paths.map((path) => expect.objectContaining({ path })) },
    })
  expect(() => refusePast({ startDate: minutes(-6), endDate: minutes(1) }, now)).toThrow(refused(['startDate']))
  const justOver = new Date(minutes(-5).getTime() - 1)
  expect(() => refusePast({ startDate: justOver, endDate: minutes(1) }, now)).toThrow(refused(['startDate']))
  expect(() => refusePast({ endDate: new Date(now.getTime() + 1) }, now)).not.toThrow()
  expect(() => refusePast({ endDate: minutes(0) }, now)).toThrow(refused(['endDate']))
  expect(() => refusePast({ startDate: minutes(-9), endDate: minutes(-1) }, now)).toThrow(
    refused(['startDate', 'endDate']),
  )
})

describe('a series', () => {
  test.each([
    ['a week of the provider', 'UTC', {}],
    ['a month', 'UTC', { type: 'monthly' as const, anchorStart: new Date('2025-01-31T00:00:00Z') }],
    [
      'a week in the zone of both',
      'Europe/Berlin',
      { timeZone: 'Europe/Berlin', anchorStart: new Date('2025-01-05T23:00:00Z') },
    ],
    ['days', 'UTC', { type: 'custom' as const, periodSeconds: 86_400 }],
    ['three days', 'UTC', { type: 'custom' as const, periodSeconds: 3 * 86_400 }],
    // North Korea had the time of Tokyo until 15 August 2015, half an hour less from then on. That is years ahead here.
    [
      'a week in a zone whose clocks change in years',
      'Asia/Tokyo',
      { timeZone: 'Asia/Pyongyang', anchorStart: new Date('2013-01-06T15:00:00Z') },
    ],
  ])('of %s is taken', (_, timeZone, changes) => {
    expect(() => checkSeriesReadable(series(timeZone, changes), 'periodSeconds')).not.toThrow()
  })

  test.each([
    ['a wrong start', {}, { anchorStart: new Date('2025-01-06T06:00:00Z') }, 'anchorStart', /^The source x/],
    [
      'a wrong start of a period in days',
      {},
      { type: 'custom' as const, periodSeconds: 86_400, anchorStart: new Date('2025-01-06T06:00:00Z') },
      'anchorStart',
      /^The source x .* its start/,
    ],
    [
      'a race that begins exactly a year ahead',
      { timeZone: 'Asia/Tokyo' },
      {
        type: 'custom' as const,
        periodSeconds: 366 * 86_400,
        timeZone: 'Asia/Pyongyang',
        anchorStart: new Date('2014-08-12T15:00:00Z'),
      },
      'periodDays',
      /^Race 2 of the series: .* its end/,
    ],
    ['half days', {}, { type: 'custom' as const, periodSeconds: 43_200 }, 'periodSeconds', /^The source x .* its end/],
    [
      // London is at UTC until the end of March.
      'clocks that change in a zone of its own',
      {},
      { timeZone: 'Europe/London' },
      'anchorStart',
      /^Race 12 of the series: .* its end 2025-03-30T23:00:00.000Z is not midnight in UTC/,
    ],
    [
      'clocks that change in another zone while it goes by days',
      {},
      {
        type: 'custom' as const,
        periodSeconds: 86_400,
        timeZone: 'Europe/London',
        anchorStart: new Date('2025-03-29T00:00:00Z'),
      },
      'periodDays',
      /^Race 2 of the series: .* its end 2025-03-30T23:00:00.000Z is not midnight in UTC/,
    ],
    [
      'clocks that change while it goes by seconds',
      { timeZone: 'Europe/Berlin' },
      { type: 'custom' as const, periodSeconds: 86_400, anchorStart: new Date('2025-03-28T23:00:00Z') },
      'periodSeconds',
      /^Race 2 of the series: .* its end 2025-03-30T23:00:00.000Z is not midnight in Europe.Berlin/,
    ],
  ])('with %s is refused', (_, { timeZone = 'UTC' }: { timeZone?: string }, changes, path, message) => {
    const issues = [{ path, message: expect.stringMatching(message) }]
    const refused = expect.objectContaining({ code: 'WINDOW_NOT_SUPPORTED', details: { source: 'x', issues } })
    const periodField = path === 'periodDays' ? path : 'periodSeconds'
    expect(() => checkSeriesReadable(series(timeZone, changes), periodField)).toThrow(refused)
  })
})
