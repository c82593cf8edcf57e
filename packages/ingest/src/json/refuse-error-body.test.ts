import { isGoatedError } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import { refuseErrorBody } from './error-body.ts'
import { NUMBER_MARK } from './lossless-json.ts'

/** What a body is refused for, with rows beside it or without; null: it is not. */
function reason(body: unknown, rows?: unknown): string | null {
  try {
    refuseErrorBody(body, rows)
    return null
  } catch (error) {
    if (!isGoatedError(error, 'UPSTREAM_FAILED')) throw error
    return String(error.details['reason'])
  }
}
const listed = [1]

describe('the reason is in the words of', () => {
  test.each([
    [
      'RATE_LIMITED',
      [
        'Too many requests',
        'toomanyrequests',
        'TOO_MANY_REQUEST',
        'rate limit',
        'ratelimit',
        'rate-limited',
        'throttled',
      ],
    ],
    [
      'UNAUTHORIZED',
      [
        'invalid key',
        'invalidkey',
        'invalid api key',
        'invalidapikey',
        'invalid api-key',
        'Wrong token',
        'bad credentials',
        'missing token',
        'missing_api_key',
        'expired key',
      ],
    ],
    [
      'UNAUTHORIZED',
      [
        'the token has expired',
        'key expired',
        'token expired',
        'Unauthorized',
        'unauthorised',
        'unauthenticated',
        'not authorized',
        'not authorised',
        'Forbidden',
        'access denied',
      ],
    ],
    [
      'UPSTREAM_ERROR',
      ['maintenance', 'invalid date', 'the key was found', 'expired', 'rates limited', 'no access', 'author'],
    ],
  ])('%s: %j', (expected, texts) => {
    for (const text of texts) {
      expect(reason({ error: text }, listed), text).toBe(expected)
      expect(reason(text), text).toBe(expected)
    }
  })

  test.each([
    ['429', 'RATE_LIMITED'],
    ['401', 'UNAUTHORIZED'],
    ['403', 'UNAUTHORIZED'],
    ['500', 'UPSTREAM_ERROR'],
  ])('the code %s: %s', (code, expected) => {
    expect(reason({ error: { code: NUMBER_MARK + code } }, listed)).toBe(expected)
  })

  test('another statement beside the first', () => {
    expect(reason({ success: false, message: 'Unauthorized' }, listed)).toBe('UNAUTHORIZED')
    expect(reason({ errors: ['x'], status: `${NUMBER_MARK}429` }, listed)).toBe('RATE_LIMITED')
    // A limit comes before a refusal.
    expect(reason({ errors: [{ code: `${NUMBER_MARK}401` }, { code: `${NUMBER_MARK}429` }] }, listed)).toBe(
      'RATE_LIMITED',
    )
  })
})

describe('what is stated counts beside rows, and a hint only without:', () => {
  const hint = { message: 'Something went wrong' }
  test.each<[what: string, rows: unknown, refused: boolean]>([
    ['rows', listed, false],
    ['no rows', [], true],
    ['nothing', undefined, true],
    ['something else', { length: 1 }, true],
  ])('%s', (_, rows, refused) => {
    expect(reason(hint, rows)).toBe(refused ? 'UPSTREAM_ERROR' : null)
    expect(reason({ error: 'x' }, rows)).toBe('UPSTREAM_ERROR')
    expect(reason({ error: '' }, rows)).toBeNull()
  })
})

describe('a statement is looked for', () => {
  const failed = { error: 'x' }
  test.each<[what: string, body: unknown, refused: boolean]>([
    ['at the top', failed, true],
    ['in a wrapper', { data: failed }, true],
    ['in a wrapper, whatever its case', { MetaData: failed }, true],
    ['in a wrapper in a wrapper', { response: { meta: failed } }, true],
    ['no deeper', { response: { meta: { result: failed } } }, false],
    ['in nothing else', { other: failed }, false],
    ['in nothing that is only called alike', { mydata: failed, database: failed }, false],
    ['in no list', { data: [failed] }, false],
    ['in no list that is the body', [failed], false],
    ['in no number', `${NUMBER_MARK}7`, false],
    ['in nothing', null, false],
  ])('%s', (_, body, refused) => {
    expect(reason(body, listed)).toBe(refused ? 'UPSTREAM_ERROR' : null)
  })
})

test('what means nothing is no failure, whatever it says and whether anybody is listed', () => {
  for (const body of [
    { total: `${NUMBER_MARK}429`, name: 'error' },
    `${NUMBER_MARK}7`,
    { data: 'error' },
    { data: [] },
    7,
  ])
    for (const rows of [listed, [], undefined]) expect(reason(body, rows)).toBeNull()
})
