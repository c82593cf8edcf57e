import { expect, test } from 'vitest'
import { startDesk } from '../testing/desk.ts'

test('an address that asks too much is told when to come back, also where answers are ready', async () => {
  const desk = await startDesk({
    limits: { read: { hitsMax: 20, windowMs: 60_000 }, write: { hitsMax: 3, windowMs: 60_000 } },
  })
  try {
    const visitor = desk.visitor()
    const statuses = []
    for (let count = 0; count < 30; count++) statuses.push((await visitor.call('GET /api/races/current')).status)
    expect(statuses.filter((status) => status === 200).length).toBe(20)
    const refused = await visitor.call('GET /api/races/current')
    expect(refused.body).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await visitor.send('GET', '/health/live')).status).toBe(200)
    desk.day.clock.advance(60_000)
    expect((await visitor.call('GET /api/races/current')).status).toBe(200)
  } finally {
    await desk.close()
  }
})
