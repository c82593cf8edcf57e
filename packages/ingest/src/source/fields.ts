import { type GoatedError, parseAmount, WAGER_DECIMALS, WAGER_MAX } from '@goated/schema'
import { z } from 'zod'
import { ingestError } from '../errors.ts'
import { NUMBER_MARK } from '../json/lossless-json.ts'
import type { PeriodCounter } from './source.ts'

const decimal = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const jsonNumber = new RegExp(`^${NUMBER_MARK}-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?$`)

/** A JSON number, kept as the text it was written in. */
export const numberText: z.ZodType<string> = z.custom<string>(
  (value) => typeof value === 'string' && jsonNumber.test(value),
  {
    error: 'expected a number',
  },
)

/** A decimal amount in a string, which is how providers with a care for digits write it. */
export const decimalText: z.ZodType<string> = z.custom<string>(
  (value) => typeof value === 'string' && decimal.test(value),
  { error: 'expected a decimal number in a string' },
)

/** A string that is not a number in disguise. */
export const plainText: z.ZodType<string> = z.custom<string>(
  (value) => typeof value === 'string' && !value.startsWith(NUMBER_MARK),
  {
    error: 'expected a string',
  },
)

/** An id that some providers write as a string and some as a whole number. */
export const idText: z.ZodType<string> = z.preprocess(
  (value) => (typeof value === 'string' && wholeNumber.test(value) ? value.slice(NUMBER_MARK.length) : value),
  z.lazy(() => uidText),
)
const wholeNumber = new RegExp(`^${NUMBER_MARK}\\d{1,32}$`)

/** An upstream's id of a player: opaque, so only what could not be stored or compared is refused. */
export const uidText: z.ZodType<string> = z.custom<string>(isUid, { error: 'expected an id of 1 to 128 characters' })

/** Whether a value can be stored and compared as an id of a player. */
export function isUid(value: unknown): value is string {
  // A number's mark is a control character, so a number is no id either.
  return typeof value === 'string' && value.length > 0 && value.length <= 128 && !unfitForIds.test(value)
}

// oxlint-disable-next-line no-control-regex -- finding control characters and halves of surrogate pairs is the purpose
const unfitForIds = /[\u0000-\u001f\u007f-\u009f\p{Cs}]/u
const strippedFromNames = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu
const nameLengthMax = 64

/**
 * A wager, in units of 1e-8, truncated.
 *
 * @param text a marked JSON number or a plain decimal
 * @param path names the field in the error; a function where there are many, as hardly any is ever asked for
 * @param exponent of the provider's unit: 0 is whole currency, 2 is cents
 * @throws READING_INVALID the amount is negative, not finite or too large
 */
export function readAmount(text: string, path: string | (() => string), exponent: number = 0): bigint {
  let amount: bigint
  try {
    amount = parseUnits(text.startsWith(NUMBER_MARK) ? text.slice(NUMBER_MARK.length) : text, exponent)
  } catch (cause) {
    throw amountError('AMOUNT_OUT_OF_RANGE', 'is out of range', path, cause)
  }
  if (amount < 0n) throw amountError('AMOUNT_NEGATIVE', 'is negative', path)
  return amount
}

function amountError(reason: string, what: string, path: string | (() => string), cause?: unknown): GoatedError {
  const at = typeof path === 'string' ? path : path()
  return ingestError('READING_INVALID', `${at}: the amount ${what}.`, { details: { reason, path: at }, cause })
}

/** Moves the decimal point while the digits are still text, so that nothing is rounded on the way. */
function parseUnits(text: string, exponent: number): bigint {
  const decimals = WAGER_DECIMALS - exponent
  if (decimals >= 0) return parseAmount(text, { decimals, excess: 'truncate', max: WAGER_MAX })
  const finer = 10n ** BigInt(-decimals)
  return parseAmount(text, { decimals: 0, excess: 'truncate', max: WAGER_MAX * finer + finer - 1n }) / finer
}

/**
 * A period's counter, in units of 1e-8, truncated; `unusable` where it is missing, no number, negative or too large. No
 * total depends on it alone, so it refuses nothing.
 *
 * @param value whatever stands in the body
 * @param exponent of the provider's unit: 0 is whole currency, 2 is cents
 * @param encoding how the provider writes amounts
 */
export function readCounter(
  value: unknown,
  exponent: number = 0,
  encoding: 'number' | 'string' = 'number',
): PeriodCounter {
  if (typeof value !== 'string' || !(encoding === 'number' ? jsonNumber : decimal).test(value)) return 'unusable'
  try {
    return readAmount(value, '', exponent)
  } catch {
    return 'unusable'
  }
}

/**
 * A number of users. It is taken as what it says: 2.7 is no number of users, and 1e3 is 1000.
 *
 * @param value whatever stands in the body
 * @returns null where there is none; `unusable` where there is something else than a whole number
 */
export function readCount(value: unknown): number | 'unusable' | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') return 'unusable'
  try {
    const text = value.startsWith(NUMBER_MARK) ? value.slice(NUMBER_MARK.length) : value
    // not money: a number of users, exact, because what is larger than the column holds is refused
    const count = Number(parseAmount(text, { decimals: 0, max: BigInt(countMax) }))
    return isCount(count) ? count : 'unusable'
  } catch {
    return 'unusable'
  }
}

// What an integer column holds.
const countMax = 2_147_483_647

/** Whether a value is a number of users that an integer column holds. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= countMax
}

/**
 * A time from JSON: ISO 8601 with its offset from UTC. It is kept to the millisecond.
 *
 * @param value whatever stands in the body
 * @throws READING_INVALID it is not
 */
export function readTime(value: unknown, path: string): Date {
  const result = z.iso.datetime({ offset: true }).safeParse(value)
  if (!result.success)
    throw ingestError('READING_INVALID', `${path}: expected an ISO 8601 time.`, {
      details: { reason: 'WRONG_TYPE', path },
    })
  return new Date(result.data)
}

/**
 * A name as it may be shown: NFC, without control and bidirectional characters, which could reorder the text around
 * it. Null where nothing is left to show, or where it is no text at all.
 *
 * @param value whatever stands in the body
 */
export function readName(value: unknown): string | null {
  if (typeof value !== 'string' || value.startsWith(NUMBER_MARK)) return null
  // Nearly every name is short ASCII already.
  if (/^[\x21-\x7e]{1,64}$/.test(value)) return value
  const name = [...value.normalize('NFC').replace(strippedFromNames, '').replace(/\s+/g, ' ').trim()]
    .slice(0, nameLengthMax)
    .join('')
    // Cutting may have left a space at the end.
    .trimEnd()
  return name === '' ? null : name
}

/** What a player is called who never had a name to show. */
export function placeholderName(uid: string): string {
  const start = readName(uid)
  return start === null ? 'player' : `player-${[...start].slice(0, 8).join('')}`
}

/**
 * Validates parsed JSON; unknown keys are fine, wrong types are not.
 *
 * @param at where `body` stands in the whole answer, for the error
 * @throws READING_INVALID `details.reason` WRONG_TYPE
 */
export function parseReadingBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  at: string = '',
): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = [at, ...(issue?.path ?? [])].filter((part) => part !== '').join('.') || 'the body'
  throw ingestError('READING_INVALID', `${path}: ${issue?.message ?? 'invalid'}.`, {
    details: { reason: 'WRONG_TYPE', path, issues: result.error.issues.length },
  })
}
