import { sql, type SQL } from 'drizzle-orm'
import { check, customType, pgSchema, type AnyPgColumn, type CheckBuilder } from 'drizzle-orm/pg-core'
import { formatAmount, MONEY_DECIMALS, MONEY_MAX, parseAmount, WAGER_DECIMALS, WAGER_MAX } from '../amount.ts'
import { schemaError } from '../schema-errors.ts'

/** Every table lives in its own Postgres schema, so that it never meets a table of the application around it. */
export const goated = pgSchema('goated')

function amountColumn(decimals: number, max: bigint, type: string) {
  return customType<{ data: bigint; driverData: string }>({
    dataType: () => type,
    toDriver(units) {
      if (units > max || units < -max)
        throw schemaError('AMOUNT_OUT_OF_RANGE', `An amount must not exceed ${formatAmount(max, decimals)}.`)
      return formatAmount(units, decimals)
    },
    fromDriver(text: unknown) {
      // A nested relational query hands numerics over as JSON numbers, which have lost digits already.
      if (typeof text !== 'string')
        throw schemaError('AMOUNT_FROM_FLOAT', 'Amounts must be selected directly, not through a nested relation.')
      return parseAmount(text, { decimals, max })
    },
  })
}

/** A wager, a total or a commission: `bigint` units of 1e-8. */
export const wagerAmount = amountColumn(WAGER_DECIMALS, WAGER_MAX, 'numeric(20, 8)')
/** A prize pool or a payout: `bigint` cents. */
export const moneyAmount = amountColumn(MONEY_DECIMALS, MONEY_MAX, 'numeric(18, 2)')

export { instant } from './instant-column.ts'

/** A check that a text column holds one of a closed set of values; zod and TypeScript read the same tuple. */
export function oneOf(name: string, column: AnyPgColumn, values: readonly string[]): CheckBuilder {
  const list: SQL = sql.raw(values.map((value) => `'${value}'`).join(', '))
  return check(name, sql`${column} in (${list})`)
}
