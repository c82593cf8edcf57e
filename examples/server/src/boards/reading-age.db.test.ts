import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Desk, startDesk } from '../testing/desk.ts'

const token = 'a token of this test'

let desk: Desk
beforeEach(async () => {
  desk = await startDesk({ metricsToken: token })
})
afterEach(() => desk.close())

async function staleness(): Promise<boolean[]> {
  const visitor = desk.visitor()
  const answers = [
    await visitor.call('GET /api/races/:id/standings', { params: { id: desk.day.race.id } }),
    await visitor.call('GET /api/races/:id', { params: { id: desk.day.race.id } }),
    await visitor.call('GET /api/leaderboards/:period', { params: { period: 'all_time' } }),
  ]
  return answers.map(({ body }) => body.stale as boolean)
}

async function ageMetric(): Promise<string | undefined> {
  const { body } = await desk.visitor(token).send('GET', '/metrics')
  return /^goated_reading_age_seconds (\S+)$/m.exec(body as string)?.[1]
}

it.each([
  ['a minute old', '11:16', false, '60'],
  ['an hour old', '12:15', true, '3600'],
  ['from a minute ahead', '11:14', true, '-60'],
  ['from an hour ahead', '10:15', true, '-3600'],
])('a reading that is %s is shown as it is', async (_, time, stale, age) => {
  desk.day.clock.set(`2025-03-12T${time}:00Z`)
  expect(await staleness()).toEqual([stale, stale, stale])
  expect(await ageMetric()).toBe(age)
})

it('clocks that differ by seconds make nothing stale', async () => {
  desk.day.clock.set('2025-03-12T11:14:56Z')
  expect(await staleness()).toEqual([false, false, false])
})
