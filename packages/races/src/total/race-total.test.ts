import { parseAmount } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { marksOf, raceTotal, type RaceTotalOptions } from './race-total.ts'
import type { Sample } from './sample.ts'

const hour = 3_600_000
const start = Date.parse('2025-06-04T09:00:00Z')
const window = { start, end: start + 24 * hour }

/** What the all-time counter showed by hours after the start; null: the player was not listed. */
function total(shown: Readonly<Record<number, string | null>>, options: RaceTotalOptions = {}) {
  const samples = Object.entries(shown).map(([hours, allTime]): Sample => {
    const counters = allTime === null ? null : { allTime: parseAmount(allTime), month: null, week: null, today: null }
    return { at: start + Number.parseFloat(hours) * hour, complete: true, counters }
  })
  return raceTotal(samples, window, DEFAULT_CALENDAR, options)
}
const confirmedAt = (hours: number) => ({ decisions: [{ kind: 'confirm' as const, from: start + hours * hour }] })

describe('a held counter that heals', () => {
  const restarted = { 0: '1000', 1: '1300', 2: '10', 3: '800' }

  test('leaves a mark, though nothing is in doubt any more by itself', () => {
    expect(total({ 0: '1000', 1: '1300', 2: '10' })).toMatchObject({ flags: ['held'], healed: false })
    expect(total(restarted)).toMatchObject({ healed: true, stale: false })
    expect(total({ ...restarted, 4: '900', 5: '1000' })).toMatchObject({ healed: true })
  })

  test('leaves it until somebody has looked, and again when it happens again', () => {
    expect(total(restarted, confirmedAt(3))).toMatchObject({ healed: false })
    expect(total(restarted, { decisions: [{ kind: 'confirm', from: 0 }] })).toMatchObject({ healed: false })
    expect(total(restarted, confirmedAt(2))).toMatchObject({ healed: true })
    expect(total({ ...restarted, 4: '5', 5: '900' }, confirmedAt(3))).toMatchObject({ healed: true })
  })

  test('also leaves it where the player was away in between, and at the last reading', () => {
    expect(total({ 0: '1000', 1: '10', 2: null, 3: '800' })).toMatchObject({ healed: true })
    expect(total({ 0: '1000', 1: '10', 25: '1010' })).toMatchObject({ healed: true, state: 'settled' })
  })

  test('leaves none where somebody decided, or where it was over by the start', () => {
    const accepted = { decisions: [{ kind: 'accept' as const, from: start + 4 * hour }] }
    expect(total({ 0: '1000', 2: '10', 3: '10', 4: '10', 5: '12' }, accepted)).toMatchObject({ healed: false })
    expect(total({ [-3]: '1000', [-2]: '10', [-1]: '1000', 1: '1040' })).toMatchObject({
      healed: false,
      total: parseAmount('40'),
    })
    // Held before the start and healed after it is in the total.
    expect(total({ [-3]: '1000', [-2]: '10', 1: '1000' })).toMatchObject({ healed: true })
  })
})

test('a race that waited for a later reading is settled by that one', () => {
  const shown = { 0: '1000', 23: '1010', 24.5: null, 25: '1100' }
  const at = (hours: number) => start + hours * hour
  expect(total(shown)).toMatchObject({ stale: true, state: 'settled', high: parseAmount('10') })
  expect(total(shown, { settledBy: at(25) })).toMatchObject({
    stale: false,
    state: 'settled',
    high: parseAmount('100'),
  })
  expect(total(shown, { settledBy: at(25), asOf: at(24.5) })).toMatchObject({ state: 'settling' })
  expect(total(shown, { settledBy: null })).toMatchObject({ stale: false, state: 'settling' })
})

test('a race is upcoming, live, settling and settled, each from its very moment', () => {
  const state = (asOf: number, shown: Readonly<Record<number, string | null>> = { [-1]: '5', 25: '9' }) =>
    total(shown, { asOf }).state
  expect([start - 1, start, window.end - 1, window.end].map((asOf) => state(asOf))).toEqual([
    'upcoming',
    'live',
    'live',
    'settling',
  ])
  expect([24.9, 25].map((hours) => state(start + hours * hour))).toEqual(['settling', 'settled'])
  // A complete reading at the very end settles.
  expect(state(window.end, { 0: '5', 24: '9' })).toBe('settled')
  expect(raceTotal([], window, DEFAULT_CALENDAR)).toMatchObject({ state: 'upcoming', total: 0n, method: null })
})

test('what is not known yet does not count', () => {
  const shown = { 0: '1000', 1: '1010', 2: '1100' }
  expect(total(shown, { asOf: start + hour }).total).toBe(parseAmount('10'))
  expect(total(shown, { asOf: start + hour - 1 }).total).toBe(0n)
  expect(total(shown).total).toBe(parseAmount('100'))
})

test('a partial reading settles nothing', () => {
  const samples: Sample[] = [0, 24, 25].map((hours) => ({
    at: start + hours * hour,
    complete: hours === 25,
    counters: { allTime: parseAmount(String(100 + hours)), month: null, week: null, today: null },
  }))
  expect(raceTotal(samples.slice(0, 2), window, DEFAULT_CALENDAR).state).toBe('settling')
  expect(raceTotal(samples, window, DEFAULT_CALENDAR)).toMatchObject({ state: 'settled', total: parseAmount('24') })
})

test('what healed is a mark beside the flags', () => {
  expect(marksOf({ flags: ['negative'], healed: true })).toEqual(['negative', 'healed'])
  expect(marksOf({ flags: ['negative'], healed: false })).toEqual(['negative'])
})
