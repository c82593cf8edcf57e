import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { formatAmount, MONEY_MAX, WAGER_MAX } from '../amount.ts'
import {
  currencyInput,
  emailInput,
  idInput,
  instantInput,
  lineInput,
  moneyInput,
  passwordInput,
  signedWagerInput,
  soughtNameInput,
  textInput,
  timeZoneInput,
  usernameInput,
  wagerInput,
} from './fields.ts'
import { pagingInput } from './paging.ts'

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success

/** What no field of ours takes, whatever it is for. */
const wrongTypes = [undefined, null, true, NaN, Infinity, 1n, {}, [], ['1'], [1], () => 1, Symbol('1'), new Map()]

const notAmounts = wrongTypes.filter((value) => typeof value !== 'bigint')

describe('amounts', () => {
  it('are read to the unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: WAGER_MAX }), (units) => {
        for (const same of [units, formatAmount(units)]) expect(wagerInput.parse(same)).toBe(units)
        for (const same of [-units, formatAmount(-units)]) expect(signedWagerInput.parse(same)).toBe(-units)
      }),
    )
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MONEY_MAX }), (cents) => {
        for (const same of [cents, formatAmount(cents, 2)]) expect(moneyInput.parse(same)).toBe(cents)
      }),
    )
  })

  it.each([...notAmounts, 0, 1, 12.5, '', ' 1', '1.', '.5', '0x10', '1,5', 'NaN', '1e999', '9'.repeat(65)])(
    'are not %o',
    (value) => {
      for (const schema of [wagerInput, signedWagerInput, moneyInput]) expect(accepts(schema, value)).toBe(false)
    },
  )

  it('are not rounded: more decimals than there are is an error', () => {
    expect(wagerInput.safeParse('0.000000001').error?.issues[0]?.message).toMatch(/8 decimals/)
    expect(moneyInput.safeParse('0.001').error?.issues[0]?.message).toMatch(/2 decimals/)
    expect(moneyInput.parse('0.100')).toBe(10n)
  })

  it('are negative only where a change may be', () => {
    expect(accepts(wagerInput, '-0.00000001')).toBe(false)
    expect(accepts(moneyInput, '-0.01')).toBe(false)
    expect(signedWagerInput.parse('-0.00000001')).toBe(-1n)
    expect(wagerInput.parse('-0')).toBe(0n)
    expect(accepts(wagerInput, -1n)).toBe(false)
    expect(accepts(moneyInput, -1n)).toBe(false)
  })

  it('are no larger as bigint than as text', () => {
    expect(accepts(wagerInput, WAGER_MAX + 1n)).toBe(accepts(wagerInput, formatAmount(WAGER_MAX + 1n)))
    expect(accepts(moneyInput, 10n ** 70n)).toBe(false)
  })
})

describe('idInput', () => {
  it.each([
    [1, 1],
    ['1', 1],
    ['2147483647', 2_147_483_647],
  ])('takes %o', (value, id) => expect(idInput.parse(value)).toBe(id))

  it.each([
    ...wrongTypes,
    0,
    -1,
    1.5,
    2_147_483_648,
    '2147483648',
    '',
    ' 1',
    '1 ',
    '1.0',
    '1e3',
    '0x1',
    '-1',
    '+1',
    '١',
  ])('refuses %o', (value) => expect(accepts(idInput, value)).toBe(false))
})

describe('pagingInput', () => {
  it('has defaults, and reads query strings', () => {
    expect(pagingInput.parse({})).toEqual({ limit: 50, offset: 0 })
    expect(pagingInput.parse({ limit: '200', offset: '7' })).toEqual({ limit: 200, offset: 7 })
  })

  it.each([{ limit: '0' }, { limit: '201' }, { limit: '' }, { limit: ['1', '2'] }, { limit: null }, { offset: '-1' }])(
    'refuses %o',
    (query) => expect(accepts(pagingInput, query)).toBe(false),
  )

  it('stays strict when a list adds its filters', () => {
    const list = pagingInput.extend({ status: z.enum(['live']).optional() })
    expect(list.parse({ status: 'live' })).toEqual({ status: 'live', limit: 50, offset: 0 })
    expect(accepts(list, { state: 'live' })).toBe(false)
  })
})

describe('usernameInput', () => {
  it.each([
    ['Yels789', 'Yels789'],
    ['  bob ', 'bob'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['two words', 'two words'],
    ['лев', 'лев'],
    ['דוד', 'דוד'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['😀'.repeat(64), '😀'.repeat(64)],
  ])('takes %o', (value, name) => expect(usernameInput.parse(value)).toBe(name))

  it.each(
    [
      [...wrongTypes, 1, '', '   ', 'x'.repeat(65), '😀'.repeat(65), 'x'.repeat(10_000)],
      ['a\nb', 'a\tb', 'a\u0000b', 'a\u0085b', 'a\u2028b', 'a  b', 'a\u00a0b', 'a\u3000b', '\ud800', 'a\udc00'],
      // Bidirectional marks, embeddings, overrides and isolates; characters of no width; fillers that show nothing.
      ['a\u061cb', 'a\u200eb', 'a\u200fb', 'a\u202ab', 'a\u202eb', 'a\u2066b', 'a\u2069b'],
      [
        'ad\u200bmin',
        'ad\u200cmin',
        'ad\u200dmin',
        'ad\u2060min',
        'ad\u00admin',
        '\ufeffadmin\u180e',
        '\u3164',
        '\u115f',
      ],
    ].flat(),
  )('refuses %o', (value) => expect(accepts(usernameInput, value)).toBe(false))

  it('takes nothing twice as different names: what came out goes in unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const { data, success } = usernameInput.safeParse(text)
        if (success) expect(usernameInput.parse(data)).toBe(data)
      }),
    )
  })
})

describe('texts', () => {
  it('are trimmed, and counted after that', () => {
    expect(textInput(3).parse(' a\r\nb ')).toBe('a\nb')
    expect(lineInput(3).parse(' abc ')).toBe('abc')
    expect(accepts(textInput(3), 'abcd')).toBe(false)
    expect(accepts(textInput(3), ' \n\t ')).toBe(false)
    expect(accepts(lineInput(3), '   ')).toBe(false)
  })

  it.each(['a\u0000b', 'a\u001bb', 'a\rb', 'a\u007fb', 'a\ud800b', 'a\udc00'])(
    'hold nothing Postgres or a terminal chokes on: %o',
    (value) => {
      expect(accepts(textInput(100), value)).toBe(false)
      expect(accepts(lineInput(100), value)).toBe(false)
    },
  )

  it('keep their lines and tabs, unless they are one line', () => {
    expect(textInput(100).parse('a\n\tb')).toBe('a\n\tb')
    for (const value of ['a\nb', 'a\rb', 'a\tb', 'a\u2028b', 'a\u202eb', 'a\u2067b'])
      expect(accepts(lineInput(100), value)).toBe(false)
  })
})

describe('emailInput', () => {
  it('is trimmed, and otherwise kept', () => expect(emailInput.parse(' Bob@Example.org ')).toBe('Bob@Example.org'))

  it.each([
    ...wrongTypes,
    '',
    'bob',
    'bob@',
    '@example.org',
    'a b@example.org',
    'bob@localhost',
    'a@b.co\nBcc: c@d.co',
  ])('refuses %o', (value) => expect(accepts(emailInput, value)).toBe(false))

  it('has a limit', () => expect(accepts(emailInput, `${'a'.repeat(250)}@b.co`)).toBe(false))
})

describe('passwordInput', () => {
  it('is kept to the letter', () => expect(passwordInput.parse('  päss wörd\t')).toBe('  päss wörd\t'))

  it.each([...wrongTypes, 12_345_678, '', '1234567', 'x'.repeat(257), 'password\ud800'])('refuses %o', (value) =>
    expect(accepts(passwordInput, value)).toBe(false),
  )
})

describe('currencyInput', () => {
  it.each(['USD', 'BTC', 'USDT', '1INCH'])('takes %s', (value) => expect(currencyInput.parse(value)).toBe(value))

  it.each([...wrongTypes, '', 'U', 'usd', 'US D', '12', 'ABCDEFGHIJK', 'ÉUR', 'USD\n'])('refuses %o', (value) =>
    expect(accepts(currencyInput, value)).toBe(false),
  )
})

describe('timeZoneInput', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+1'])('takes %s', (zone) =>
    expect(timeZoneInput.parse(zone)).toBe(zone),
  )

  it.each(
    [
      [...wrongTypes, 0, '', ' ', 'Mars/Olympus', 'Europe', 'Europe/Berlin ', '+01:00', '-05', 'UTC+1', 'GMT+1'],
      ["UTC'; drop schema goated", '../etc/passwd', 'x'.repeat(65), 'UTC\u0000'],
    ].flat(),
  )('refuses %o', (zone) => expect(accepts(timeZoneInput, zone)).toBe(false))
})

describe('instantInput', () => {
  it.each([
    ['2025-01-15T12:00:00Z', '2025-01-15T12:00:00.000Z'],
    ['2025-01-15T12:00:00.123456Z', '2025-01-15T12:00:00.123Z'],
    ['2025-01-15T12:00:00+05:30', '2025-01-15T06:30:00.000Z'],
    [new Date('2025-01-15T12:00:00Z'), '2025-01-15T12:00:00.000Z'],
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('takes %o', (value, at) => expect(instantInput.parse(value).toISOString()).toBe(at))

  it.each(
    [
      [...wrongTypes, 0, 1_736_942_400_000, '', '2025-01-15', '2025-01-15T12:00:00', '2025-01-15 12:00:00Z', 'now'],
      ['2025-02-29T00:00:00Z', '2025-13-01T00:00:00Z', '2025-01-15T25:00:00Z', '2025-01-15T12:00:00+99:00'],
      [
        '1969-12-31T23:59:59Z',
        '9999-12-31T23:59:59-01:00',
        '+010000-01-01T00:00:00Z',
        `2025-01-15T12:00:00.${'0'.repeat(40)}Z`,
      ],
      [new Date(NaN), new Date(8.64e15), new Date(-1)],
    ].flat(),
  )('refuses %o', (value) => expect(accepts(instantInput, value)).toBe(false))
})

it('no field repeats a value that it refuses', () => {
  const secret = 'hunter2-hunter2'
  const fields: Record<string, z.ZodType> = {
    currencyInput,
    emailInput,
    idInput,
    instantInput,
    moneyInput,
    signedWagerInput,
    timeZoneInput,
    wagerInput,
  }
  for (const [name, schema] of Object.entries(fields)) {
    const { error } = schema.safeParse(secret)
    expect(error?.issues.length, name).toBeGreaterThan(0)
    expect(JSON.stringify(error?.issues), name).not.toContain('hunter2')
  }
})

describe('names to look up', () => {
  it('are composed and trimmed, and may be anything that can be stored', () => {
    expect(soughtNameInput(10).parse(' Zoe\u0308 ')).toBe('Zo\u00eb')
    expect(accepts(soughtNameInput(10), 'a\u0007b')).toBe(true)
  })

  it.each(['a\0b', 'a\ud800', '\udc00', 'x'.repeat(11)])('are not %j', (name) => {
    expect(accepts(soughtNameInput(10), name)).toBe(false)
  })
})
