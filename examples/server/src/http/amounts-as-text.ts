import { formatAmount, MONEY_DECIMALS, WAGER_DECIMALS } from '@goated/schema'

/** A body with its amounts as text. */
export type AmountsAsText<Body> = {
  [Field in keyof Body]: Body[Field] extends bigint | undefined ? Exclude<Body[Field], bigint> | string : Body[Field]
}

/**
 * The amounts of a checked body as text again, for the audit log, which stores JSON. All are wagers but the prize pool,
 * which is money.
 */
export function amountsAsText<Body extends object>(body: Body): AmountsAsText<Body> {
  return Object.fromEntries(
    Object.entries(body).map(([field, value]) => [field, asText(field, value)]),
  ) as AmountsAsText<Body>
}

function asText(field: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return formatAmount(value, field === 'prizePool' ? MONEY_DECIMALS : WAGER_DECIMALS)
}
