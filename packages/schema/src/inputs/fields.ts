import * as z from 'zod'
import { formatAmount, MONEY_DECIMALS, parseAmount, WAGER_DECIMALS } from '../amount.ts'
import { isGoatedError } from '../errors.ts'

// The fields that inputs are made of. Each has a limit, and no message ever repeats the value it refuses.

const idMax = 2_147_483_647
const amountLengthMax = 64
const usernameLengthMax = 64

// Postgres stores neither NUL nor half a surrogate pair; the other control characters have no business in a text.
const unstorable = /\p{Cs}|(?![\t\n])\p{Cc}/u
// Characters that show as nothing or turn the text around them: they make two names look like one.
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const oddSpace = /[^\S ]| {2}/u

/** A whole number, or its digits from a path or a query string; nothing else that JavaScript would make a number of. */
export function wholeNumberInput(min: number, max: number): z.ZodType<number, number | string> {
  return z.preprocess(
    (value: number | string): unknown =>
      typeof value === 'string' && /^\d{1,10}$/.test(value) ? parseInt(value, 10) : value,
    z.int().min(min).max(max),
  )
}

/** The id of a row. */
export const idInput = wholeNumberInput(1, idMax)

/** A name to look up, or a part of one, composed as names are stored. Only what could never be stored is refused. */
export function soughtNameInput(max: number) {
  return z
    .string()
    .max(max)
    .overwrite((name) => name.normalize('NFC').trim())
    .refine((name) => !/\p{Cs}|\0/u.test(name), 'Must not contain characters that no name can have.')
}

/** Text of one or more lines, trimmed, never empty. Line ends become `\n`. */
export function textInput(max: number) {
  return z
    .string()
    .overwrite((text) => text.replaceAll('\r\n', '\n').trim())
    .min(1)
    .max(max)
    .refine((text) => !unstorable.test(text), 'Must not contain control characters.')
}

/** Text of a single line, trimmed, never empty, without characters that hide or reorder others. */
export function lineInput(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text), {
      error: 'Must be a single line without control characters.',
    })
}

/** A user name: 1 to 64 characters in Unicode's composed form, every one of them visible, spaces only one at a time. */
export const usernameInput = z
  .string()
  // Before normalising, which costs time and may lengthen the text.
  .max(4 * usernameLengthMax)
  .overwrite((name) => name.normalize('NFC').trim())
  .refine((name) => name.length > 0, 'Must not be empty.')
  .refine((name) => [...name].length <= usernameLengthMax, `Must not be longer than ${usernameLengthMax} characters.`)
  .refine((name) => !invisible.test(name) && !oddSpace.test(name), 'Must not contain invisible characters.')

/** An e-mail address, as typed but trimmed; it is compared whatever its case. */
export const emailInput = z.string().trim().max(254).check(z.email())

/** A new password. Not trimmed and of any characters; the upper limit keeps hashing it affordable. */
export const passwordInput = z
  .string()
  .min(8)
  .max(256)
  // Half a surrogate pair becomes U+FFFD when encoded, so different passwords would hash alike.
  .refine((password) => !/\p{Cs}/u.test(password), 'Must be valid Unicode.')

/** An amount: decimal text in JSON, `bigint` units in code. */
function amountCodec(decimals: number, signed: boolean) {
  const text = z
    .string('Must be a decimal string.')
    .max(amountLengthMax)
    // Upstreams write 1e3; of a person it is a slip.
    .refine((text) => !/[eE]/.test(text), { error: 'Must be written out, such as 1000.', abort: true })
  return z.codec(text, z.bigint(), {
    decode(text, { issues }) {
      try {
        const units = parseAmount(text, { decimals, excess: 'refuse' })
        if (signed || units >= 0n) return units
        issues.push({ code: 'custom', input: text, message: 'An amount must not be negative.' })
      } catch (error) {
        if (!isGoatedError(error)) throw error
        issues.push({ code: 'custom', input: text, message: error.message })
      }
      return z.NEVER
    },
    encode: (units) => formatAmount(units, decimals),
  })
}

/** An amount as a caller may give it: decimal text, or the `bigint` that a parsed input or a row has. */
function amountInput(decimals: number, codec: ReturnType<typeof amountCodec>): z.ZodType<bigint, bigint | string> {
  return z.preprocess(
    (amount: bigint | string): unknown => (typeof amount === 'bigint' ? formatAmount(amount, decimals) : amount),
    codec,
  )
}

/** A wager that is not negative: decimal text of up to 8 decimals <-> `bigint` units of 1e-8. */
export const wagerCodec = amountCodec(WAGER_DECIMALS, false)
/** Money that is not negative: decimal text of up to 2 decimals <-> `bigint` cents. */
export const moneyCodec = amountCodec(MONEY_DECIMALS, false)

/** A wager: a decimal string of up to 8 decimals, or `bigint` units of 1e-8; not negative -> `bigint` units of 1e-8. */
export const wagerInput = amountInput(WAGER_DECIMALS, wagerCodec)
/** A change of a wager: like {@link wagerInput}, but may be negative. */
export const signedWagerInput = amountInput(WAGER_DECIMALS, amountCodec(WAGER_DECIMALS, true))
/** Money: a decimal string of up to 2 decimals, or `bigint` cents; not negative -> `bigint` cents. */
export const moneyInput = amountInput(MONEY_DECIMALS, moneyCodec)

/** The code of a currency or the ticker of a token, in capitals: `USD`, `BTC`. */
export const currencyInput = z
  .string()
  .max(10)
  .regex(/^(?=.*[A-Z])[A-Z0-9]{2,10}$/, 'Must be 2 to 10 capital letters or digits.')

/** An IANA time zone, such as `Europe/Berlin`, known to this machine. */
export const timeZoneInput = z.string().max(64).refine(isTimeZone, 'Must be an IANA time zone, such as Europe/Berlin.')

function isTimeZone(name: string): boolean {
  // Newer engines take offsets such as +01:00 too; those have no calendar and Postgres reads their sign the other way.
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]*$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** An instant: a Date, or ISO 8601 with seconds and an offset (`2025-01-15T12:00:00Z`) -> Date, from 1970 to 9999. */
export const instantInput: z.ZodType<Date, Date | string> = z.preprocess(
  (value: Date | string): unknown => {
    if (!(value instanceof Date)) return value
    return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  },
  z.iso
    .datetime({ offset: true, error: 'Must be an ISO 8601 time with an offset, such as 2025-01-15T12:00:00Z.' })
    .max(40)
    .transform((text) => new Date(text))
    .refine((at) => at.getUTCFullYear() >= 1970 && at.getUTCFullYear() <= 9999, 'Must be between 1970 and 9999.'),
)

/** An upstream source, by the key it was configured under. */
export const sourceInput = lineInput(64)
