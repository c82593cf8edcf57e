import { verifyNewArchives } from '@goated/races'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PublicSite, shown, startPublicSite } from '../testing/public-site.ts'

let site: PublicSite
beforeAll(async () => {
  site = await startPublicSite()
})
afterAll(() => site.close())

test('a race is followed to its end and into the archive', async () => {
  const { database, day, server, getJson } = site
  server.publish(await day.advance('14:00'))
  expect(await getJson('/api/races/current')).toMatchObject({ status: 'settling' })
  server.publish(await day.read('14:00', { alice: 300, Bob: 260, carol: 31, dave: 0 }))
  server.publish(await day.advance('14:01'))
  const race = await getJson('/api/races/current')
  expect(race).toMatchObject({ id: day.race.id, status: 'completed', stale: false, totalWagered: '591.00000000' })
  expect(await getJson(`/api/races/${day.race.id}/standings`)).toMatchObject({
    items: [
      { username: 'alice', prize: '50.00' },
      { username: 'Bob', prize: '30.00' },
      { username: 'carol', prize: '20.00' },
    ],
  })
  const archive = await getJson('/api/historical-races')
  expect(await getJson(`/api/historical-races?raceId=${day.race.id}`)).toEqual(archive)
  expect(await getJson('/api/historical-races?raceId=999')).toMatchObject({ items: [], total: 0 })
  const winners = [
    { rank: 1, ...shown('alice'), total: '300.00000000', prize: '50.00' },
    { rank: 2, ...shown('Bob'), total: '260.00000000', prize: '30.00' },
    { rank: 3, ...shown('carol'), total: '31.00000000', prize: '20.00' },
  ]
  const summary = {
    id: expect.any(Number),
    raceId: day.race.id,
    title: 'Wednesday sprint',
    startDate: '2025-03-12T11:00:00.000Z',
    endDate: '2025-03-12T14:00:00.000Z',
    prizePool: '100.00',
    currency: 'USD',
    totalWagered: '591.00000000',
    participantCount: 3,
    winners,
    verified: null,
  }
  expect(archive).toEqual({ items: [summary], total: 1, limit: 50, offset: 0 })
  const detail = await getJson(`/api/historical-races/${archive['items'][0].id}?limit=2&offset=1`)
  expect(detail).toEqual({
    ...summary,
    participants: {
      items: [
        { ...winners[1], flags: [] },
        { ...winners[2], flags: [] },
      ],
      total: 3,
      limit: 2,
      offset: 1,
    },
  })
  const { id } = archive['items'][0]
  await getJson(`/api/historical-races/${id}/verification`, 404)
  server.publish(await verifyNewArchives(database.db, { most: 1 }, { clock: day.clock }))
  expect(await getJson(`/api/historical-races/${id}/verification`)).toMatchObject({ ok: true, differences: [] })
  expect((await getJson('/api/historical-races'))['items'][0].verified).toMatchObject({ ok: true })
  const evidence = await getJson(`/api/historical-races/${id}/evidence?limit=1`)
  expect(evidence).toMatchObject({ raceId: day.race.id, nextOffset: 1, participants: [{ standing: { rank: 1 } }] })
  const { items } = await getJson(`/api/races/${day.race.id}/participants/carol/history`)
  expect(items.at(-1)).toEqual({ at: '2025-03-12T14:00:00.000Z', total: '31.00000000' })
})
