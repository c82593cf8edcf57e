import type { SourceKind } from '@goated/ingest'
import { describe, expect, test } from 'vitest'
import { checkReadable, checkSeriesReadable } from './check-readable.ts'

const byDay = (timeZone: string): SourceKind => ({
  class: 'window',
  window: { inclusive: true, granularity: 'day', timeZone, maxDays: null },
})
const provider = (timeZone: string) => ({ source: 'x', sourceKind: byDay(timeZone) })

type Series = Parameters<typeof checkSeriesReadable>[1]
const series = (changes: Partial<Series>) =>
  ({
    source: 'x',
    sourceClass: 'window',
    type: 'weekly',
    anchorStart: new Date('2025-01-06T00:00:00Z'),
    timeZone: 'UTC',
    periodSeconds: null,
    ...changes,
  }) as Series

test('leaves a race of another source to whoever reads that', () => {
  const race = { startDate: new Date('2025-01-06T10:00:00Z'), endDate: new Date('2025-01-06T11:00:00Z') }
  expect(() => checkReadable(provider('UTC'), { ...race, source: 'y', sourceClass: 'cumulative' })).not.toThrow()
  expect(() => checkReadable(provider('UTC'), { ...race, source: 'x', sourceClass: 'window' })).toThrow('midnight')
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
  ])('of %s is taken', (_, timeZone, changes) => {
    expect(() => checkSeriesReadable(provider(timeZone), series(changes))).not.toThrow()
  })

  test.each([
    ['a wrong start', {}, { anchorStart: new Date('2025-01-06T06:00:00Z') }, 'anchorStart', /^The source x/],
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
      'clocks that change in the provider’s zone alone',
      { timeZone: 'Europe/Berlin' },
      { type: 'custom' as const, periodSeconds: 86_400, anchorStart: new Date('2025-03-28T23:00:00Z') },
      'periodSeconds',
      /^Race 2 of the series: .* its end 2025-03-30T23:00:00.000Z is not midnight in Europe.Berlin/,
    ],
  ])('with %s is refused', (_, { timeZone = 'UTC' }: { timeZone?: string }, changes, path, message) => {
    const issues = [{ path, message: expect.stringMatching(message) }]
    const refused = expect.objectContaining({ code: 'WINDOW_NOT_SUPPORTED', details: { source: 'x', issues } })
    expect(() => checkSeriesReadable(provider(timeZone), series(changes))).toThrow(refused)
  })
})
