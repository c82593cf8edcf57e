import { parseAmount } from '@goated/schema'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CALENDAR, periodStart } from '../race/calendar.ts'
import { type RatedGrowth, type RatedSample, rateGrowth } from './rated-growth.ts'

const may = Date.parse('2025-05-01T00:00:00Z')
const june = Date.parse('2025-06-01T00:00:00Z')
const july = Date.parse('2025-07-01T00:00:00Z')
const units = (text: string) => parseAmount(text)
const time = (text: string) => Date.parse(`2025-${text}:00Z`)

/** A reading: its time, all time and month (null: not reported), and the rate in percent. */
function sample(at: string, allTime: string, month: string | null, percent = '1'): RatedSample {
  const counters = { allTime: units(allTime), month: month === null ? null : units(month), week: null, today: null }
  return { at: time(at), counters, rate: units(percent) / 100n }
}

/** How much belongs to each month and rate: `05 1%: 20`. */
function show(growth: readonly RatedGrowth[]): Record<string, string> {
  const sums: Record<string, bigint> = {}
  for (const { month, rate, amount } of growth) {
    const key = `${new Date(month).toISOString().slice(5, 7)} ${rate / 1_000_000n}%`
    sums[key] = (sums[key] ?? 0n) + amount
  }
  return Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, String(sum / 100_000_000n)]))
}

const split = (samples: RatedSample[], options?: Parameters<typeof rateGrowth>[2]) =>
  show(rateGrowth(samples, DEFAULT_CALENDAR, options))

describe('a wager counts at the rate of its time', () => {
  test('when the rate changes in the middle of a month', () => {
    expect(split([sample('06-02T12:00', '100', '100'), sample('06-09T12:00', '200', '200', '2')])).toEqual({
      '06 1%': '100',
      '06 2%': '100',
    })
  })

  test('and is of the month that the month’s counter proves', () => {
    const samples = [sample('05-31T20:00', '500', '100'), sample('06-01T01:00', '530', '10', '2')]
    expect(split(samples)).toEqual({ '05 1%': '100', '05 2%': '20', '06 2%': '10' })
    // Nothing at all was read in June.
    expect(split([...samples.slice(0, 1), sample('07-03T00:00', '560', '5')])).toEqual({
      '05 1%': '100',
      '06 1%': '55',
      '07 1%': '5',
    })
  })

  test('as soon as a provider that is late with its rollover has rolled over', () => {
    const late = [sample('05-31T20:00', '500', '100'), sample('06-01T00:10', '530', '130', '2')]
    expect(split(late)).toEqual({ '05 1%': '100', '06 2%': '30' })
    expect(split([...late, sample('06-01T00:25', '550', '25', '3')])).toEqual({
      '05 1%': '100',
      '05 2%': '25',
      '06 2%': '5',
      '06 3%': '20',
    })
  })

  test('where there is no month counter', () => {
    const [evening, night] = [sample('05-31T20:00', '500', null), sample('06-01T01:00', '530', null)]
    expect(split([evening, night])).toEqual({ '06 1%': '30' })
    // A reading at midnight needs no counter.
    expect(split([evening, sample('06-01T00:00', '520', null), night])).toEqual({
      '05 1%': '20',
      '06 1%': '10',
    })
    // Today began with the month.
    const today = { at: time('06-01T01:00'), rate: units('0.01') }
    const counters = { allTime: units('530'), month: null, week: null, today: units('12') }
    expect(split([evening, { ...today, counters }])).toEqual({ '05 1%': '18', '06 1%': '12' })
  })
})

describe('the first reading of a player', () => {
  test('counts no lifetime, only what a counter proves', () => {
    expect(split([sample('06-02T12:00', '9000', null)])).toEqual({})
    expect(split([sample('06-02T12:00', '9000', '70')])).toEqual({ '06 1%': '70' })
    expect(split([sample('06-02T12:00', '9000', '70')], { unlistedAt: time('06-02T11:45') })).toEqual({
      '06 1%': '70',
    })
    const counters = { allTime: units('9000'), month: null, week: units('60'), today: units('20') }
    expect(split([{ at: time('06-01T12:00'), counters, rate: units('0.01') }])).toEqual({ '06 1%': '20' })
    expect(split([{ at: time('06-10T12:00'), counters, rate: units('0.01') }])).toEqual({ '06 1%': '60' })
  })

  test('counts everything of who was not there before', () => {
    expect(split([sample('06-02T12:00', '75', null)], { unlistedAt: time('06-02T11:45') })).toEqual({ '06 1%': '75' })
    expect(split([sample('06-01T00:15', '75', '5')], { unlistedAt: time('05-31T23:45') })).toEqual({
      '05 1%': '70',
      '06 1%': '5',
    })
  })
})

describe('a fall', () => {
  test('takes back at the rate it was counted at', () => {
    const samples = [sample('06-02T12:00', '900', '100'), sample('06-03T12:00', '950', '150', '2')]
    expect(split([...samples, sample('06-04T12:00', '880', '80', '3')])).toEqual({ '06 1%': '80' })
    // Below what was counted, growth makes up for it first.
    expect(
      split([...samples, sample('06-04T12:00', '790', null, '3'), sample('06-05T12:00', '840', null, '3')]),
    ).toEqual({ '06 3%': '40' })
  })

  test('that the month does not share is of a month before', () => {
    const samples = [sample('05-20T12:00', '900', '100'), sample('06-03T12:00', '950', '50')]
    expect(split([...samples, sample('06-04T12:00', '925', '55')])).toEqual({ '05 1%': '70', '06 1%': '55' })
    expect(split([...samples, sample('06-04T12:00', '750', '50')])).toEqual({ '06 1%': '50' })
  })

  test('below half is held back until a counter recovers, or somebody decides', () => {
    const samples = [sample('06-02T12:00', '1000', '100'), sample('06-03T12:00', '13', '13', '2')]
    expect(split(samples)).toEqual({ '06 1%': '100' })
    expect(split([...samples, sample('06-03T13:00', '1020', '120', '3')])).toEqual({ '06 1%': '100', '06 3%': '20' })
    const decisions = [{ kind: 'rebase' as const, from: time('06-03T14:00') }]
    expect(split([...samples, sample('06-03T15:00', '20', '20', '3')], { decisions })).toEqual({
      '06 1%': '100',
      '06 3%': '20',
    })
  })
})

test('with a month counter every wager is in its month, at the rate of the reading that showed it', () => {
  const wagers = fc.array(
    fc.record({ at: fc.integer({ min: may, max: july + 5 * 86_400_000 }), amount: fc.bigInt(1n, 50n) }),
    {
      maxLength: 60,
    },
  )
  const readings = fc.uniqueArray(
    fc.record({ at: fc.integer({ min: may, max: july + 6 * 86_400_000 }), percent: fc.bigInt(1n, 3n) }),
    { selector: ({ at }) => at, minLength: 1, maxLength: 12 },
  )
  fc.assert(
    fc.property(wagers, readings, (made, taken) => {
      const ordered = taken.toSorted((a, b) => a.at - b.at)
      const sumOf = (from: number, until: number) =>
        made.reduce((sum, { at, amount }) => (at >= from && at < until ? sum + amount : sum), 0n)
      const samples = ordered.map(({ at, percent }): RatedSample => ({
        at,
        rate: percent * 1_000_000n,
        counters: {
          // Enough that no reading is ever below half of another.
          allTime: 10_000n + sumOf(0, at),
          month: sumOf(periodStart('month', at, DEFAULT_CALENDAR), at),
          week: null,
          today: null,
        },
      }))
      const expected = new Map<string, bigint>()
      const first = ordered[0]?.at ?? 0
      for (const { at, amount } of made) {
        const month = periodStart('month', at, DEFAULT_CALENDAR)
        const shown = ordered.find((reading) => reading.at > at)
        // What was wagered in a month before the first reading is nobody's to know; nor what no reading shows.
        if (!shown || (shown.at === first && month !== periodStart('month', first, DEFAULT_CALENDAR))) continue
        // Two months or more between readings: the counter proves only where the last of them began.
        const before = ordered.findLast((reading) => reading.at <= at)?.at ?? first
        const ofShown = periodStart('month', shown.at, DEFAULT_CALENDAR)
        const counted =
          month === ofShown || before >= ofShown ? ofShown : periodStart('month', ofShown - 1, DEFAULT_CALENDAR)
        const key = `${counted} ${shown.percent}`
        expected.set(key, (expected.get(key) ?? 0n) + amount)
      }
      const found = new Map<string, bigint>()
      for (const { month, rate, amount } of rateGrowth(samples, DEFAULT_CALENDAR)) {
        const key = `${month} ${rate / 1_000_000n}`
        found.set(key, (found.get(key) ?? 0n) + amount)
      }
      expect(found).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

test('a month that no reading is of has nothing', () => {
  expect(split([])).toEqual({})
  expect(split([{ at: june, counters: null, rate: 1n }])).toEqual({})
})
