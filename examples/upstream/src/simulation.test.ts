import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSimulation, type SimulatedRow, type SimulationOptions } from './simulation.ts'

const startAt = new Date('2026-03-15T12:00:00Z')
const create = (options: Partial<SimulationOptions> = {}) =>
  createSimulation({ seed: 'tests', players: 200, startAt, activity: 2, newcomersPerHour: 0.1, ...options })
const sum = (rows: SimulatedRow[], counter: keyof SimulatedRow['wagered']) =>
  rows.reduce((total, row) => total + row.wagered[counter], 0n)
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia']

// Around the start, mostly close, sometimes a year away: both sides of every boundary turn up.
const instants = fc
  .oneof(
    fc.integer({ min: -40 * 86_400_000, max: 40 * 86_400_000 }),
    fc.integer({ min: -365 * 86_400_000, max: 365 * 86_400_000 }),
    fc.integer({ min: 0, max: 60_000 }),
  )
  .map((offset) => new Date(startAt.getTime() + offset))

test('the same seed and instant give the same rows in every simulation', () => {
  expect(create().rowsAt(startAt)).toEqual(create().rowsAt(startAt))
  expect(create({ seed: 7 }).rowsAt(startAt)).toEqual(create({ seed: '7' }).rowsAt(startAt))
  expect(create({ seed: 8 }).rowsAt(startAt)).not.toEqual(create({ seed: 7 }).rowsAt(startAt))
})

test('a few digits are pinned, so that a change of the generator is noticed', () => {
  const rows = create().rowsAt(startAt)
  const top = rows.toSorted((a, b) => Number(b.wagered.this_month - a.wagered.this_month))[0]
  expect(top).toMatchInlineSnapshot(`
    {
      "name": "幸運anvil🐐",
      "uid": "gtnVGG1xar8lTeKb7vli",
      "wagered": {
        "all_time": 2354752142118676n,
        "this_month": 54818816813908n,
        "this_week": 21630630173236n,
        "today": 494403028267n,
      },
    }
  `)
})

test('an answer does not depend on what was asked before', () => {
  fc.assert(
    fc.property(fc.array(instants, { minLength: 1, maxLength: 6 }), fc.constantFrom(...zones), (asked, timeZone) => {
      const used = create({ players: 60, timeZone })
      for (const instant of asked) {
        expect(used.rowsAt(instant)).toEqual(create({ players: 60, timeZone }).rowsAt(instant))
      }
    }),
    { numRuns: 40 },
  )
})

test('wagers do not depend on when the simulation was started', () => {
  const later = create({ startAt: new Date(startAt.getTime() + 86_400_000), newcomersFrom: startAt })
  const at = new Date(startAt.getTime() + 2 * 86_400_000)
  expect(later.rowsAt(at)).toEqual(create().rowsAt(at))
})

test('counters never contradict each other', () => {
  const simulations = zones.flatMap((timeZone) => [1, 7].map((weekStartsOn) => create({ timeZone, weekStartsOn })))
  fc.assert(
    fc.property(instants, fc.constantFrom(...simulations), (instant, simulation) => {
      const contradictory = simulation.rowsAt(instant).filter(({ wagered }) => {
        const { today, this_week, this_month, all_time } = wagered
        return today < 0n || today > this_week || today > this_month || this_week > all_time || this_month > all_time
      })
      expect(contradictory).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('nobody disappears, keeps their place, and all_time only grows', () => {
  const simulation = create()
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      const [earlier, later] = a < b ? [a, b] : [b, a]
      const before = simulation.rowsAt(earlier)
      const after = simulation.rowsAt(later)
      expect(after.length).toBeGreaterThanOrEqual(before.length)
      const wrong = before.filter((row, index) => {
        const now = after[index]
        return now?.uid !== row.uid || now.wagered.all_time < row.wagered.all_time
      })
      expect(wrong).toEqual([])
    }),
    { numRuns: 100 },
  )
})

test('inside one day all counters grow by the same amount', () => {
  const simulation = create()
  const day = Date.UTC(2026, 2, 18)
  let moved = false
  const inside = fc.integer({ min: 0, max: 86_399_999 })
  fc.assert(
    fc.property(inside, inside, (a, b) => {
      const before = simulation.rowsAt(new Date(day + Math.min(a, b)))
      const after = simulation.rowsAt(new Date(day + Math.max(a, b)))
      const wrong = before.filter((row, index) => {
        const now = after[index]!.wagered
        const growth = now.all_time - row.wagered.all_time
        return (['today', 'this_week', 'this_month'] as const).some((key) => now[key] - row.wagered[key] !== growth)
      })
      expect(wrong).toEqual([])
      moved ||= sum(after, 'today') > sum(before, 'today')
    }),
    { numRuns: 100 },
  )
  expect(moved).toBe(true)
})

test('the days of a month add up to the month, over a change of clocks', () => {
  // Berlin's March 2026 has 31 days and 743 hours.
  const simulation = create({ timeZone: 'Europe/Berlin', newcomersPerHour: 0 })
  let days = 0n
  for (let day = 1; day <= 31; day++) {
    const utcMidnight = Date.UTC(2026, 2, day + 1)
    const offset = day < 29 ? 3_600_000 : 7_200_000
    days += sum(simulation.rowsAt(new Date(utcMidnight - offset - 1)), 'today')
  }
  // The last millisecond before each midnight still belongs to the old day; nothing is lost between them.
  const lastOfMonth = simulation.rowsAt(new Date('2026-03-31T21:59:59.999Z'))
  const atMidnights = sum(lastOfMonth, 'this_month') - days
  expect(atMidnights >= 0n).toBe(true)
  expect(atMidnights * 100_000n < days).toBe(true)
})

test('counters restart at the local start of day, week and month and at no other time', () => {
  const simulation = create({ timeZone: 'Europe/Berlin', weekStartsOn: 7, players: 1000 })
  const around = (iso: string) => {
    const start = Date.parse(iso)
    const before = simulation.rowsAt(new Date(start - 1))
    const after = simulation.rowsAt(new Date(start))
    return (['today', 'this_week', 'this_month', 'all_time'] as const).filter(
      (counter) => sum(after, counter) < sum(before, counter),
    )
  }
  expect(around('2026-03-28T23:00:00Z')).toEqual(['today', 'this_week']) // Sunday; clocks go forward at 2 o'clock
  expect(around('2026-03-29T22:00:00Z')).toEqual(['today']) // Monday, after a day of 23 hours
  expect(around('2026-03-29T23:00:00Z')).toEqual([])
  expect(around('2026-03-31T22:00:00Z')).toEqual(['today', 'this_month'])
  expect(around('2026-10-24T22:00:00Z')).toEqual(['today', 'this_week']) // Sunday; clocks go back at 3 o'clock
  expect(around('2026-10-25T22:00:00Z')).toEqual([]) // the 25th hour of that Sunday begins
  expect(around('2026-10-25T23:00:00Z')).toEqual(['today'])
  expect(around('2026-10-31T23:00:00Z')).toEqual(['today', 'this_week', 'this_month'])

  const fresh = simulation.rowsAt(new Date('2026-10-31T23:00:00Z'))
  for (const counter of ['today', 'this_week', 'this_month'] as const) expect(sum(fresh, counter)).toBe(0n)
})

test('newcomers join one after another and begin at zero', () => {
  const simulation = create({ newcomersPerHour: 60 })
  expect(simulation.rowsAt(startAt).length).toBeLessThanOrEqual(201)
  let last = simulation.rowsAt(startAt)
  for (let minute = 1; minute <= 120; minute++) {
    const rows = simulation.rowsAt(new Date(startAt.getTime() + minute * 60_000))
    expect(rows.length - last.length).toBeGreaterThanOrEqual(0)
    expect(rows.length - last.length).toBeLessThanOrEqual(2)
    last = rows
  }
  expect(last.length).toBeGreaterThanOrEqual(319)
  const newcomers = last.slice(200)
  expect(newcomers.some((row) => row.wagered.all_time > 0n)).toBe(true)
  expect(newcomers.every((row) => row.wagered.all_time === row.wagered.today)).toBe(true)
  expect(create({ newcomersPerHour: 0 }).rowsAt(new Date('2027-01-01T00:00:00Z')).length).toBe(200)
})

test('the board looks like a real one', () => {
  const rows = createSimulation({ seed: 1, players: 5000, startAt }).rowsAt(startAt)
  const months = rows.map((row) => row.wagered.this_month).toSorted((a, b) => Number(b - a))
  const total = months.reduce((all, amount) => all + amount, 0n)
  expect(months.filter((amount) => amount === 0n).length).toBeGreaterThan(2500)
  expect(months.slice(0, 50).reduce((all, amount) => all + amount, 0n) * 2n > total).toBe(true)

  expect(new Set(rows.map((row) => row.uid)).size).toBe(5000)
  expect(rows.every((row) => /^[0-9A-Za-z]{20}$/.test(row.uid))).toBe(true)
  const names = rows.map((row) => row.name)
  expect(new Set(names).size).toBeLessThan(5000)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBeLessThan(new Set(names).size)
  expect(names.some((name) => /[^\x20-\x7e]/.test(name))).toBe(true)
})

test('somebody in the top ten bets every few seconds in real time', () => {
  const simulation = createSimulation({ seed: 1, players: 2000, startAt })
  const topAt = (seconds: number, uids?: Set<string>) => {
    const rows = simulation.rowsAt(new Date(startAt.getTime() + seconds * 1000))
    if (uids) return rows.filter((row) => uids.has(row.uid))
    return rows.toSorted((a, b) => Number(b.wagered.this_month - a.wagered.this_month)).slice(0, 10)
  }
  const uids = new Set(topAt(0).map((row) => row.uid))
  let moved = 0
  for (let second = 0; second < 300; second += 3) {
    if (sum(topAt(second + 3, uids), 'all_time') > sum(topAt(second, uids), 'all_time')) moved++
  }
  expect(moved).toBeGreaterThan(80)
})

test('speed stretches time and speed 1 is the real clock', () => {
  expect(create().instantAfter(1234)).toEqual(new Date(startAt.getTime() + 1234))
  expect(create({ speed: 600 }).instantAfter(1000)).toEqual(new Date(startAt.getTime() + 600_000))
})

test('options out of range are refused by name', () => {
  expect(() => create({ players: 1.5 })).toThrow(/players/)
  expect(() => create({ speed: 0 })).toThrow(/speed/)
  expect(() => create({ activity: Number.NaN })).toThrow(/activity/)
  expect(() => create({ weekStartsOn: 0 })).toThrow(/weekStartsOn/)
  expect(() => create({ timeZone: 'Mars/Olympus' })).toThrow(RangeError)
  expect(() => create({ startAt: new Date('nonsense') })).toThrow(/startAt/)
  expect(() => create().rowsAt(new Date('1999-01-01'))).toThrow(/2022/)
})
