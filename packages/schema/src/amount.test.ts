import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  MONEY_DECIMALS,
  MONEY_MAX,
  multiplyByRate,
  parseAmount,
  rescaleAmount,
  shareOf,
  WAGER_DECIMALS,
  WAGER_MAX,
} from './amount.ts'
import { GoatedError, isGoatedError } from './errors.ts'

function codeOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    if (isGoatedError(error)) return error.code
    throw error
  }
}

const wager = fc.bigInt({ min: -WAGER_MAX, max: WAGER_MAX })
const money = fc.bigInt({ min: -MONEY_MAX, max: MONEY_MAX })
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength })

/** The exact value of a decimal as a fraction of bigints, computed without looking at where its digits stand. */
function reference(negative: boolean, whole: string, fraction: string, exponent: number, decimals: number) {
  const power = exponent - fraction.length + decimals
  const numerator = BigInt(whole + fraction) * 10n ** BigInt(Math.max(power, 0))
  const denominator = 10n ** BigInt(Math.max(-power, 0))
  const magnitude = numerator / denominator
  return { units: negative ? -magnitude : magnitude, exact: numerator % denominator === 0n }
}

const decimal = fc.record({
  negative: fc.boolean(),
  whole: digits(1, 60),
  fraction: digits(0, 60),
  exponent: fc.integer({ min: -120, max: 120 }),
  shape: fc.constantFrom('e', 'E', 'e+'),
})

type Decimal = typeof decimal extends fc.Arbitrary<infer Value> ? Value : never

function write({ negative, whole, fraction, exponent, shape }: Decimal): string {
  const mark = shape === 'e+' && exponent < 0 ? 'e' : shape
  return `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}${exponent === 0 ? '' : mark + exponent}`
}

describe('parseAmount', () => {
  it('reads back what formatAmount writes', () => {
    fc.assert(fc.property(wager, (units) => parseAmount(formatAmount(units)) === units))
    fc.assert(
      fc.property(money, (cents) => {
        expect(parseAmount(formatAmount(cents, MONEY_DECIMALS), { decimals: MONEY_DECIMALS })).toBe(cents)
      }),
    )
    fc.assert(
      fc.property(wager, fc.integer({ min: 0, max: 20 }), (units, decimals) => {
        expect(parseAmount(formatAmount(units, decimals), { decimals, max: WAGER_MAX })).toBe(units)
      }),
    )
  })

  it('truncates towards zero, as exact arithmetic does', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(0, 2, 8, 18), (value, decimals) => {
        const { units } = reference(value.negative, value.whole, value.fraction, value.exponent, decimals)
        const max = 10n ** 300n
        expect(parseAmount(write(value), { decimals, excess: 'truncate', max })).toBe(units)
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses digits beyond the decimals exactly when they are not zero', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(0, 2, 8), (value, decimals) => {
        const { units, exact } = reference(value.negative, value.whole, value.fraction, value.exponent, decimals)
        const options = { decimals, max: 10n ** 300n }
        if (exact) expect(parseAmount(write(value), options)).toBe(units)
        else expect(codeOf(() => parseAmount(write(value), options))).toBe('AMOUNT_INVALID')
      }),
      { numRuns: 1000 },
    )
  })

  it('refuses exactly what is larger than the column', () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(2, 8), (value, decimals) => {
        const { units } = reference(value.negative, value.whole, value.fraction, value.exponent, decimals)
        const max = decimals === MONEY_DECIMALS ? MONEY_MAX : WAGER_MAX
        const parse = () => parseAmount(write(value), { decimals, excess: 'truncate' })
        if (units <= max && units >= -max) expect(parse()).toBe(units)
        else expect(codeOf(parse)).toBe('AMOUNT_OUT_OF_RANGE')
      }),
      { numRuns: 1000 },
    )
    expect(parseAmount('999999999999.99999999')).toBe(WAGER_MAX)
    expect(parseAmount('-999999999999.99999999')).toBe(-WAGER_MAX)
    expect(codeOf(() => parseAmount('1000000000000'))).toBe('AMOUNT_OUT_OF_RANGE')
    expect(codeOf(() => parseAmount('-1000000000000'))).toBe('AMOUNT_OUT_OF_RANGE')
    expect(parseAmount('9999999999999999.99', { decimals: 2 })).toBe(MONEY_MAX)
    expect(codeOf(() => parseAmount('10000000000000000', { decimals: 2 }))).toBe('AMOUNT_OUT_OF_RANGE')
  })

  it('agrees with itself: the path of plain amounts gives what the general one gives', () => {
    fc.assert(
      fc.property(fc.boolean(), digits(1, 12), digits(0, 8), (negative, whole, fraction) => {
        const text = `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`
        // An exponent, or another limit, keeps an amount off the plain path.
        expect(parseAmount(text)).toBe(parseAmount(`${text}e0`))
        expect(parseAmount(text)).toBe(parseAmount(text, { max: WAGER_MAX + 1n }))
      }),
    )
  })

  it.each([
    ['1.5e3', 150_000_000_000n],
    ['15E-1', 150_000_000n],
    ['1e-8', 1n],
    ['1e+2', 10_000_000_000n],
    ['-0', 0n],
    ['-0.0e5', 0n],
    ['0e999', 0n],
    ['0e-999999999999', 0n],
    ['00e999', 0n],
    ['0.0e999', 0n],
    ['007.10', 710_000_000n],
    ['1.000000000000', 100_000_000n],
    // The exponent alone says nothing: zeros on the other side make up for it.
    [`0.${'0'.repeat(99)}1e100`, 100_000_000n],
    [`1${'0'.repeat(380)}e-380`, 100_000_000n],
    [`1${'0'.repeat(394)}e-402`, 1n],
  ])('reads %s', (text, units) => {
    expect(parseAmount(text)).toBe(units)
  })

  it('drops what is too small, and only that, when it truncates', () => {
    expect(parseAmount('1e-9', { excess: 'truncate' })).toBe(0n)
    expect(parseAmount('-1e-999999999999', { excess: 'truncate' })).toBe(0n)
    expect(parseAmount(`${'9'.repeat(394)}e-401`, { excess: 'truncate' })).toBe(9n)
    expect(codeOf(() => parseAmount('1e-9'))).toBe('AMOUNT_INVALID')
    expect(codeOf(() => parseAmount('1e-999999999999'))).toBe('AMOUNT_INVALID')
    expect(codeOf(() => parseAmount('0.001', { decimals: 2 }))).toBe('AMOUNT_INVALID')
  })

  // Once built, the larger ones end in an error of the engine, which has no bigint of a billion digits.
  it.each(['1e999', '-1e999', '1e999999999', `1e${'9'.repeat(390)}`, '0.1e14', '9'.repeat(400)])(
    'finds %s out of range without building it',
    (text) => {
      expect(codeOf(() => parseAmount(text))).toBe('AMOUNT_OUT_OF_RANGE')
      expect(codeOf(() => parseAmount(text, { excess: 'truncate' }))).toBe('AMOUNT_OUT_OF_RANGE')
    },
  )

  it.each(
    [
      [
        '',
        ' ',
        '-',
        '.',
        'e',
        '1.',
        '.5',
        '-.5',
        '+1',
        '--1',
        '1e',
        '1e+',
        'e5',
        '1.5.0',
        '1e1.5',
        '1e1e1',
        '-0x1',
        '1.a',
        '1. 5',
        '1.-5',
      ],
      [' 1', '1 ', '1\n', '\t1', '1 000', '1_000', '1,000', '1,5', "1'000", '$1', '1n', '1f', '0x10', '0b1', '0o7'],
      ['NaN', 'Infinity', '-Infinity', 'null', 'true', 'undefined', '１', '١', '1\u0000', '1\u200b', '−1', '½', '²'],
      ['9'.repeat(401), `0.${'0'.repeat(400)}1`],
    ].flat(),
  )('refuses %j', (text) => {
    expect(codeOf(() => parseAmount(text))).toBe('AMOUNT_INVALID')
    expect(codeOf(() => parseAmount(text, { excess: 'truncate' }))).toBe('AMOUNT_INVALID')
    expect(codeOf(() => parseAmount(text, { decimals: MONEY_DECIMALS }))).toBe('AMOUNT_INVALID')
  })

  it('goes by the limit that it is given, plain or not', () => {
    expect(parseAmount('5', { max: 500_000_000n })).toBe(500_000_000n)
    expect(codeOf(() => parseAmount('5.00000001', { max: 500_000_000n }))).toBe('AMOUNT_OUT_OF_RANGE')
    expect(codeOf(() => parseAmount('-5.00000001', { max: 500_000_000n }))).toBe('AMOUNT_OUT_OF_RANGE')
    expect(parseAmount('1e399', { decimals: 0, max: 10n ** 500n })).toBe(10n ** 399n)
    expect(codeOf(() => parseAmount('1e400', { decimals: 0, max: 10n ** 500n }))).toBe('AMOUNT_OUT_OF_RANGE')
  })

  it('refuses an endless text unread', () => {
    expect(codeOf(() => parseAmount('1'.repeat(50_000_000)))).toBe('AMOUNT_INVALID')
  })

  it('answers any text with an amount or an error of ours, which does not repeat the text', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789.eE+- '), maxLength: 30 }),
      fc.double().map(String),
    )
    fc.assert(
      fc.property(anything, (text) => {
        try {
          expect(typeof parseAmount(text, { excess: 'truncate' })).toBe('bigint')
        } catch (error) {
          if (!(error instanceof GoatedError)) throw error
          expect(error.message).toMatch(/^An amount must (be a decimal number|not exceed [\d.]+)\.$/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('reads every finite number that JSON writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -9e11, max: 9e11 }), (value) => {
        const units = parseAmount(JSON.stringify(value), { excess: 'truncate' })
        expect(Math.abs(Number(units) / 1e8 - value)).toBeLessThan(1e-3)
      }),
    )
  })
})

describe('formatAmount', () => {
  it.each([
    [0n, 8, '0.00000000'],
    [1n, 8, '0.00000001'],
    [-1n, 8, '-0.00000001'],
    [150_000_000n, 8, '1.50000000'],
    [-12345n, 2, '-123.45'],
    [7n, 0, '7'],
    [-7n, 0, '-7'],
    [0n, 0, '0'],
  ])('writes %s with %s decimals as %s', (units, decimals, text) => {
    expect(formatAmount(units, decimals)).toBe(text)
  })

  it('always writes all decimals', () => {
    fc.assert(fc.property(wager, (units) => /^-?\d+\.\d{8}$/.test(formatAmount(units))))
  })
})

describe('multiplyByRate', () => {
  const rate = fc.bigInt({ min: 0n, max: 100_000_000n })

  it('never gives more than the exact product, and less by under one unit', () => {
    fc.assert(
      fc.property(wager, rate, (units, by) => {
        const lost = units * by - multiplyByRate(units, by) * 100_000_000n
        expect(lost > -100_000_000n && lost < 100_000_000n).toBe(true)
        expect(lost === 0n || lost > 0n === units > 0n).toBe(true)
      }),
    )
  })

  it('works alike below zero', () => {
    fc.assert(fc.property(wager, rate, (units, by) => multiplyByRate(-units, by) === -multiplyByRate(units, by)))
  })

  it('takes a commission', () => {
    expect(multiplyByRate(parseAmount('45000'), parseAmount('0.005'))).toBe(parseAmount('225'))
    expect(multiplyByRate(1n, parseAmount('0.99999999'))).toBe(0n)
    expect(multiplyByRate(-1n, parseAmount('0.99999999'))).toBe(0n)
    expect(multiplyByRate(WAGER_MAX, parseAmount('1'))).toBe(WAGER_MAX)
  })
})

describe('shareOf', () => {
  it.each([
    [1n, 3n, 6, '0.333333'],
    [2n, 3n, 6, '0.666666'],
    [3n, 3n, 6, '1.000000'],
    [0n, 3n, 6, '0.000000'],
    [5n, 0n, 6, '0.000000'],
    [-1n, 3n, 2, '-0.33'],
    [1n, 2n, 0, '0'],
  ])('%s of %s with %s digits is %s', (part, whole, digitsWanted, text) => {
    expect(shareOf(part, whole, digitsWanted)).toBe(text)
  })

  it('gives shares of a whole that never add up to more than one', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: WAGER_MAX }), { minLength: 1, maxLength: 50 }), (parts) => {
        const whole = parts.reduce((sum, part) => sum + part, 0n)
        const shares = parts.map((part) => parseAmount(shareOf(part, whole)))
        expect(shares.reduce((sum, share) => sum + share, 0n)).toBeLessThanOrEqual(100_000_000n)
      }),
    )
  })
})

describe('rescaleAmount', () => {
  it('is undone by rescaling back, when decimals were added', () => {
    fc.assert(
      fc.property(money, (cents) => {
        const units = rescaleAmount(cents, MONEY_DECIMALS, WAGER_DECIMALS)
        expect(formatAmount(units)).toBe(`${formatAmount(cents, MONEY_DECIMALS)}000000`)
        expect(rescaleAmount(units, WAGER_DECIMALS, MONEY_DECIMALS)).toBe(cents)
      }),
    )
  })

  it('truncates towards zero, as reading the text with fewer decimals does', () => {
    fc.assert(
      fc.property(wager, (units) => {
        const text = formatAmount(units)
        expect(rescaleAmount(units, 8, 2)).toBe(parseAmount(text, { decimals: 2, excess: 'truncate' }))
      }),
    )
    expect(rescaleAmount(-1n, 8, 2)).toBe(0n)
    expect(rescaleAmount(5n, 4, 4)).toBe(5n)
  })
})
