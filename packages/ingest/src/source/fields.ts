import { GoatedError, parseAmount, WAGER_DECIMALS, WAGER_MAX } from '@goated/schema'
import { z } from 'zod'
import { NUMBER_MARK } from './lossless-json.ts'

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
  (value) => typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value),
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
export const uidText: z.ZodType<string> = z.custom<string>(
  (value) =>
    typeof value === 'string' &&
    value.length > 0 &&
    value.length <= 128 &&
    !controls.test(value) &&
    !value.startsWith(NUMBER_MARK),
  { error: 'expected an id of 1 to 128 characters' },
)

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const controls = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/
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
  return new GoatedError('READING_INVALID', `${at}: the amount ${what}.`, { details: { reason, path: at }, cause })
}

/** Moves the decimal point while the digits are still text, so that nothing is rounded on the way. */
function parseUnits(text: string, exponent: number): bigint {
  const decimals = WAGER_DECIMALS - exponent
  if (decimals >= 0) return parseAmount(text, { decimals, excess: 'truncate', max: WAGER_MAX })
  const finer = 10n ** BigInt(-decimals)
  return parseAmount(text, { decimals: 0, excess: 'truncate', max: WAGER_MAX * finer + finer - 1n }) / finer
}

/** A count from JSON. */
export function readCount(text: string): number {
  // not money: a number of players, which JSON may write as 1e5
  return Math.trunc(parseFloat(text.slice(NUMBER_MARK.length)))
}

/**
 * A time from JSON: ISO 8601 with its offset from UTC.
 *
 * @throws READING_INVALID it is not
 */
export function readTime(text: string, path: string): Date {
  const result = z.iso.datetime({ offset: true }).safeParse(text)
  if (!result.success)
    throw new GoatedError('READING_INVALID', `${path}: expected an ISO 8601 time.`, {
      details: { reason: 'WRONG_TYPE', path },
    })
  return new Date(result.data)
}

/**
 * A name as it may be shown: NFC, without control and bidirectional characters, which could reorder the text around
 * it; never empty.
 */
export function readName(text: string, uid: string): string {
  // Nearly every name is short ASCII already.
  if (/^[\x21-\x7e]{1,64}$/.test(text)) return text
  const name = [...text.normalize('NFC').replace(strippedFromNames, '').replace(/\s+/g, ' ').trim()]
    .slice(0, nameLengthMax)
    .join('')
  return name === '' ? `player-${uid.slice(0, 8)}` : name
}

/** Validates parsed JSON; unknown keys are fine, wrong types are not. */
export function parseReadingBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const path = issue?.path.join('.') || 'the body'
  throw new GoatedError('READING_INVALID', `${path}: ${issue?.message ?? 'invalid'}.`, {
    details: { reason: 'WRONG_TYPE', path, issues: result.error.issues.length },
  })
}
