import { describe, expect, test } from 'vitest'
import { goatedSource } from '../providers/goated.ts'
import { rainbetSource } from '../providers/rainbet.ts'
import { readOnce } from '../reading/read-once.ts'

const row = { uid: 'a', name: 'a', wagered: { today: 0, this_week: 0, this_month: 0, all_time: 5 } }
const affiliate = { id: 'a', username: 'a', wagered_amount: '5' }
const window = { start: new Date('2025-06-01T00:00:00Z'), end: new Date('2025-06-08T00:00:00Z') }

function answering(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { fetch: async () => new Response(text) }
}

/** What every source makes of a body: in the flat shape, in the envelope, and in that of a provider of windows. */
async function outcomes(side: object, listed: boolean): Promise<string[]> {
  const rows = listed ? [row] : []
  const goated = goatedSource({ url: 'http://upstream.test' })
  const rainbet = rainbetSource({ url: 'http://upstream.test', key: 'synthetic' })
  const affiliates = { affiliates: listed ? [affiliate] : [], cache_updated_at: '2025-06-02T12:00:00Z' }
  const read = [
    await readOnce({ source: goated }, { http: answering({ data: rows, ...side }) }),
    await readOnce({ source: goated }, { http: answering({ data: { monthly: { data: rows } }, ...side }) }),
    await readOnce({ source: rainbet, window }, { http: answering({ ...affiliates, ...side }) }),
  ]
  return [...new Set(read.map((each) => ('reason' in each ? each.reason : each.outcome)))]
}

describe('rows are good beside', () => {
  test.each<object>([
    {},
    ...[0, '0', '', null, false, [], {}, 'none', 'None', 'false', 'no error', 'OK', 'success'].map((error) => ({
      error,
    })),
    { error: { code: 0, message: '' } },
    { error: { code: 0, message: 'success' } },
    { errors: [] },
    { errors: null },
    { errors: 0 },
    { errorCode: 0, errorMessage: '' },
    { error_code: '00000', error_msg: 'ok' },
    { hasError: false, isError: 'false' },
    { success: true },
    { success: 'true' },
    { success: 1 },
    { ok: true },
    { status: 'success' },
    { status: 'OK' },
    { status: 200 },
    { status: '200' },
    { status: true },
    { status: 1 },
    { status: 'cached' },
    { statusCode: 200, message: 'Too many to list them all' },
    { code: 0, msg: '' },
    { code: 200 },
    { code: 1 },
    { code: 'FAILSAFE' },
    { retCode: 0 },
    { result: 'ok' },
    { result: null, state: 'live' },
    { type: 'monthly' },
    { message: 'The next update fails to come before noon' },
    { meta: { code: 200, errors: [] } },
    { metadata: { totalUsers: 1 }, warnings: ['slow'] },
  ])('%j', async (side) => {
    expect(await outcomes(side, true)).toEqual(['ok'])
  })
})

const stated: [reason: string, side: object][] = [
  ['UPSTREAM_ERROR', { error: 'maintenance' }],
  ['UPSTREAM_ERROR', { error: true }],
  ['UPSTREAM_ERROR', { error: 1 }],
  ['UPSTREAM_ERROR', { error: -1 }],
  ['UPSTREAM_ERROR', { error: { code: 7, message: 'closed' } }],
  ['UNAUTHORIZED', { error: 'Invalid API key' }],
  ['UNAUTHORIZED', { error: { code: '401', message: 'x' } }],
  ['RATE_LIMITED', { error: 'rate limit exceeded' }],
  ['UPSTREAM_ERROR', { errors: [{ message: 'x' }] }],
  ['UPSTREAM_ERROR', { errors: { limit: ['too big'] } }],
  ['UPSTREAM_ERROR', { err: 'x' }],
  ['UPSTREAM_ERROR', { errorCode: 5001, message: 'x' }],
  ['UPSTREAM_ERROR', { error_message: 'x' }],
  ['UPSTREAM_ERROR', { errMsg: 'invalid input' }],
  ['UPSTREAM_ERROR', { errno: 12 }],
  ['UPSTREAM_ERROR', { hasError: true }],
  ['UPSTREAM_ERROR', { fault: { faultstring: 'x' } }],
  ['UPSTREAM_ERROR', { exception: 'x' }],
  ['UPSTREAM_ERROR', { success: false }],
  ['UPSTREAM_ERROR', { success: 'false' }],
  ['UPSTREAM_ERROR', { success: 0 }],
  ['UPSTREAM_ERROR', { Success: false }],
  ['UPSTREAM_ERROR', { ok: false }],
  ['UPSTREAM_ERROR', { isSuccess: false }],
  ['UPSTREAM_ERROR', { status: 'error' }],
  ['UPSTREAM_ERROR', { status: 'ERROR' }],
  ['UPSTREAM_ERROR', { status: 'fail' }],
  ['UPSTREAM_ERROR', { status: 'failed' }],
  ['UPSTREAM_ERROR', { status: 'NOK' }],
  ['UPSTREAM_ERROR', { status: 'maintenance' }],
  ['UPSTREAM_ERROR', { status: false }],
  ['UPSTREAM_ERROR', { status: 500 }],
  ['UNAUTHORIZED', { status: 401 }],
  ['UNAUTHORIZED', { status: '403' }],
  ['UNAUTHORIZED', { status: 'unauthorized' }],
  ['RATE_LIMITED', { statusCode: 429 }],
  ['RATE_LIMITED', { statusCode: 400, message: 'TOO_MANY_REQUEST' }],
  ['UPSTREAM_ERROR', { code: 503 }],
  ['UPSTREAM_ERROR', { result: 'error' }],
  ['UPSTREAM_ERROR', { result: 'internal server error' }],
  ['UPSTREAM_ERROR', { type: 'error' }],
  ['UPSTREAM_ERROR', { meta: { status: 'error' } }],
  ['UPSTREAM_ERROR', { metadata: { success: false } }],
  ['UPSTREAM_ERROR', { response: { error: 'x' } }],
]

/** What may mean a failure, and does where nobody is listed. */
const hinted: [reason: string, side: object][] = [
  ['UPSTREAM_ERROR', { message: 'Something went wrong' }],
  ['UNAUTHORIZED', { message: 'Unauthorized' }],
  ['UNAUTHORIZED', { Message: 'Token expired' }],
  ['UPSTREAM_ERROR', { msg: 'maintenance' }],
  ['UPSTREAM_ERROR', { detail: 'Not found.' }],
  ['UPSTREAM_ERROR', { detail: [{ loc: ['query'], msg: 'field required' }] }],
  ['UPSTREAM_ERROR', { messages: ['try again later'] }],
  ['UPSTREAM_ERROR', { code: 1001 }],
  ['UPSTREAM_ERROR', { code: -1, msg: 'x' }],
  ['UNAUTHORIZED', { code: 'er_invalid_key' }],
  ['UPSTREAM_ERROR', { retCode: 10003 }],
  ['UPSTREAM_ERROR', { status: 0 }],
  ['UPSTREAM_ERROR', { status: 'pending' }],
  ['UPSTREAM_ERROR', { success: null }],
]

describe('rows are refused beside', () => {
  test.each(stated)('%s: %j', async (reason, side) => expect(await outcomes(side, true)).toEqual([reason]))
})

describe('an empty list is a failure beside', () => {
  test.each([...stated, ...hinted])('%s: %j', async (reason, side) =>
    expect(await outcomes(side, false)).toEqual([reason]),
  )
})

describe('rows are good beside what may only mean a failure:', () => {
  test.each(hinted)('%s: %j', async (_, side) => expect(await outcomes(side, true)).toEqual(['ok']))
})

describe('an empty list is one beside', () => {
  test.each<object>([
    {},
    { error: 0, success: true, status: 'ok', code: 0, message: 'OK' },
    { message: 'Data retrieved successfully' },
    { message: 'No players yet' },
    { message: 'No data found' },
    { message: '' },
  ])('%j', async (side) => expect(await outcomes(side, false)).toEqual(['READING_EMPTY']))
})

describe('what is no list is never an empty one:', () => {
  test.each<[reason: string, body: unknown]>([
    ...stated,
    ...hinted,
    ['WRONG_TYPE', {}],
    ['WRONG_TYPE', 'null'],
    ['WRONG_TYPE', 'false'],
    ['WRONG_TYPE', '0'],
    ['WRONG_TYPE', '[]'],
    ['WRONG_TYPE', { data: null }],
    ['WRONG_TYPE', { data: {} }],
    ['WRONG_TYPE', { data: false }],
    ['WRONG_TYPE', { data: { monthly: {} } }],
    ['WRONG_TYPE', { status: 'success', metadata: { totalUsers: 0 } }],
    ['UPSTREAM_ERROR', { data: null, errors: [{ message: 'x' }] }],
    ['UPSTREAM_ERROR', '"Internal error"'],
    ['UPSTREAM_ERROR', '""'],
  ])('%s: %j', async (reason, body) => {
    const read = await readOnce({ source: goatedSource({ url: 'http://upstream.test' }) }, { http: answering(body) })
    expect(read).toMatchObject({ outcome: 'failed', reason })
  })
})
