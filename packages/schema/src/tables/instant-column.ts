import { customType } from 'drizzle-orm/pg-core'
import { schemaError } from '../schema-errors.ts'

/** What the columns of {@link instant} are in SQL. */
export const INSTANT_TYPE = 'timestamp (3) with time zone'

const instantColumn = customType<{ data: Date; driverData: string }>({
  dataType: () => INSTANT_TYPE,
  toDriver: (at) => at.toISOString(),
  fromDriver: decodeInstant,
})

/** An instant, in UTC, to the millisecond: as much as a JavaScript Date holds, so that it survives the round trip. */
export const instant = (name: string) => instantColumn(name)

const clock = String.raw`(\d\d):(\d\d):(\d\d)(?:\.(\d{1,3})\d*)?`
const zone = String.raw`(Z|UTC|GMT|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)`
const iso = new RegExp(String.raw`^(\d{4,6})-(\d\d)-(\d\d)[ T]${clock} ?${zone}$`)
const german = new RegExp(String.raw`^(\d\d)\.(\d\d)\.(\d{4,6}) ${clock} ${zone}$`)
const postgres = new RegExp(
  String.raw`^[A-Z][a-z]{2} (?:(\d\d) )?([A-Z][a-z]{2}) (?:(\d\d) )?${clock} (\d{4,6}) ${zone}$`,
)
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Reads an instant: milliseconds since 1970, which is how {@link readable} asks for it, or what Postgres prints, where
 * that has one meaning only. How it prints depends on the server's settings DateStyle and TimeZone.
 *
 * @throws DATE_STYLE_AMBIGUOUS the text may mean two days, or a time in a zone whose short name is not unique
 */
export function decodeInstant(text: unknown): Date {
  if (text instanceof Date) return text
  const printed = String(text)
  if (/^-?\d+$/.test(printed)) return new Date(parseInt(printed, 10))
  const at = readIso(printed) ?? readGerman(printed) ?? readPostgres(printed)
  if (at === undefined || Number.isNaN(at.getTime()))
    throw schemaError(
      'DATE_STYLE_AMBIGUOUS',
      'This connection prints times in a form with more than one meaning. Select through readable(), open it with ' +
        "connect(), or let its role or database have DateStyle 'ISO': alter database NAME set datestyle = 'ISO'.",
    )
  return at
}

function readIso(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second, fraction, offset] = iso.exec(text) ?? []
  return year === undefined ? undefined : compose([year, month, day, hour, minute, second, fraction], offset)
}

function readGerman(text: string): Date | undefined {
  const [, day, month, year, hour, minute, second, fraction, offset] = german.exec(text) ?? []
  return day === undefined ? undefined : compose([year, month, day, hour, minute, second, fraction], offset)
}

function readPostgres(text: string): Date | undefined {
  const [, before, name, after, hour, minute, second, fraction, year, offset] = postgres.exec(text) ?? []
  const month = name === undefined ? 0 : months.indexOf(name) + 1
  return month === 0 ? undefined : compose([year, `${month}`, before ?? after, hour, minute, second, fraction], offset)
}

/** Not Date.parse, which knows no offsets with seconds, as the local times before there were zones have. */
function compose(parts: readonly (string | undefined)[], offset: string = 'Z'): Date {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) =>
    parseInt(part ?? '0', 10),
  )
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  at.setUTCHours(hour, minute, second, parseInt((parts[6] ?? '').padEnd(3, '0'), 10))
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^([+-])(\d\d):?(\d\d)?:?(\d\d)?$/.exec(offset) ?? []
  const east = (parseInt(hours, 10) * 60 + parseInt(minutes, 10)) * 60 + parseInt(seconds, 10)
  return new Date(at.getTime() - (sign === '-' ? -east : east) * 1000)
}
