import { parseAmount } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import { readOnce } from '../reading/read-once.ts'
import { clashSource } from './clash.ts'
import { goatedSource } from './goated.ts'
import { rainbetSource } from './rainbet.ts'

const answering = (body: unknown) => ({
  fetch: async () => new Response(typeof body === 'string' ? body : JSON.stringify(body)),
})

describe('Clash', () => {
  const start = new Date('2025-06-01T18:00:00Z')
  const window = { start, end: new Date('2025-06-08T18:00:00Z') }
  const players = [
    { userId: 7, name: null, wagered: 150 },
    { userId: 'b', wagered: 2 },
  ]
  const race = { startDate: '2025-06-01T18:00:00.000Z', durationDays: 7, topPlayers: players }
  const read = (body: unknown) =>
    readOnce({ source: clashSource({ url: 'http://upstream.test', token: 'x' }), window }, { http: answering(body) })

  test.each([
    [null],
    ['soon'],
    [{}],
    [{ ...race, startDate: 'soon' }],
    [{ ...race, startDate: null }],
    [{ ...race, durationDays: '7' }],
    [{ ...race, durationDays: -1 }],
    [{ ...race, durationDays: 14, topPlayers: null }],
    [{ ...race, startDate: '2025-05-01T00:00:00Z', topPlayers: [{ userId: null, wagered: 'x' }] }],
  ])('is not stopped by another race that is broken: %j', async (other) => {
    for (const data of [
      [other, race],
      [race, other],
    ])
      expect(await read({ data })).toMatchObject({
        outcome: 'ok',
        reading: {
          rows: [
            { uid: '7', name: null, total: parseAmount('1.5') },
            { uid: 'b', name: null, total: parseAmount('0.02') },
          ],
        },
      })
  })

  test.each([
    ['6.9999', '"2025-06-01T18:00:00Z"'],
    ['7.00000001', '"2025-06-01T18:00:00Z"'],
    ['6.999999999999999999', '"2025-06-01T18:00:00Z"'],
    ['7', '"2025-06-01T18:00:00.0004Z"'],
    ['7', '"2025-06-01T17:59:59.9999Z"'],
    ['7e0001', '"2025-06-01T18:00:00+01:00"'],
    ['1e999', '"2025-06-01T18:00:00Z"'],
  ])('takes %s days from %s for no race that was asked for', async (days, from) => {
    const body = `{"data":[{"startDate":${from},"durationDays":${days},"topPlayers":[]}]}`
    expect(await read(body)).toMatchObject({ outcome: 'failed', reason: 'RACE_NOT_FOUND' })
  })

  test.each(['7', '7.0', '0.7e1'])('takes %s days for a week', async (days) => {
    const body = `{"data":[{"startDate":"2025-06-01T20:00:00.000000+02:00","durationDays":${days},"topPlayers":[]}]}`
    expect(await read(body)).toMatchObject({ outcome: 'empty' })
  })

  test('needs the list of players of the race that was asked for', async () => {
    for (const topPlayers of [null, {}, 'none', undefined])
      expect(await read({ data: [{ ...race, topPlayers }] })).toMatchObject({ outcome: 'failed', reason: 'WRONG_TYPE' })
  })

  test.each(['1.0', '1e3', '-1', '1.5'])('takes %s for no id', async (id) => {
    const body = JSON.stringify({ data: [race] }).replace('"userId":7', `"userId":${id}`)
    expect(await read(body)).toMatchObject({ outcome: 'failed', reason: 'WRONG_TYPE' })
  })
})

describe('Rainbet', () => {
  const window = { start: new Date('2025-06-01T00:00:00Z'), end: new Date('2025-06-08T00:00:00Z') }
  const read = (affiliate: object) => {
    const body = {
      affiliates: [{ id: 'a', wagered_amount: '1', ...affiliate }],
      cache_updated_at: '2025-06-02T12:00:00Z',
    }
    const source = rainbetSource({ url: 'http://upstream.test', key: 'x' })
    return readOnce({ source, window }, { http: answering(body) })
  }

  test.each([null, 5, undefined, [], '\u202e'])('is not stopped by a name of %j', async (username) => {
    expect(await read({ username })).toMatchObject({ outcome: 'ok', reading: { rows: [{ uid: 'a', name: null }] } })
  })

  test.each([null, undefined, 1, '1,5', '', 'x'])('is stopped by an amount of %j', async (wagered_amount) => {
    expect(await read({ wagered_amount })).toMatchObject({ outcome: 'failed', reason: 'WRONG_TYPE' })
  })
})

describe('Goated', () => {
  const row = { uid: 'a', name: 'a', wagered: { today: 0, this_week: 0, this_month: 0, all_time: 5 } }
  const read = (body: unknown, lastUpdatedIsAsOf = false) =>
    readOnce({ source: goatedSource({ url: 'http://upstream.test', lastUpdatedIsAsOf }) }, { http: answering(body) })
  const metadata = { totalUsers: 3, lastUpdated: '2025-06-02T12:00:00Z' }
  const asOf = new Date(metadata.lastUpdated)

  test.each<[string, object]>([
    ['flat', { data: [row] }],
    ['in the envelope', { data: { monthly: { data: [row] } } }],
    ['in an envelope with broken boards beside it', { data: { weekly: null, monthly: { data: [row], total: {} } } }],
  ])('is told apart by where its list is: %s', async (_, body) => {
    for (const side of [{}, { status: 'success' }, { status: 'live' }])
      for (const meta of [{}, { metadata }]) {
        const known = 'metadata' in meta
        const reading = { asOf: known ? asOf : null, totalUsers: known ? 3 : null, rows: [{ uid: 'a' }] }
        expect(await read({ ...body, ...side, ...meta }, true)).toMatchObject({ outcome: 'ok', reading })
      }
  })

  test('may be a bare list, and needs no time that nobody asked for', async () => {
    expect(await read([row])).toMatchObject({ outcome: 'ok', reading: { rows: [{ uid: 'a' }] } })
    expect(await read({ data: [row], metadata: { lastUpdated: 5 } })).toMatchObject({ outcome: 'ok' })
    expect(await read({ data: [row], metadata: { lastUpdated: 5 } }, true)).toMatchObject({ reason: 'WRONG_TYPE' })
  })

  test.each([
    ['3', 3],
    ['3.0', 3],
    ['3e0', 3],
    ['"3"', 3],
    ['null', null],
    ['2.7', null],
    ['2.9999999999999999999', null],
    ['-3', null],
    ['1e10', null],
    ['"3 players"', null],
  ])('reads %s users as %s', async (text, totalUsers) => {
    const read3 = await read(
      JSON.stringify({ data: [row], metadata }).replace('"totalUsers":3', `"totalUsers":${text}`),
    )
    expect(read3).toMatchObject({ outcome: 'ok', reading: { totalUsers } })
  })
})
