import { checkSchema, connect, formatAmount, isGoatedError, migrate, parseAmount } from '@goated/schema'
import { users } from '@goated/schema/tables'

// #region connect
const { db, kind, close } = await connect('memory://') // or pglite://DIRECTORY, or postgres://...
const { applied, version } = await migrate(db)
const { ok, differences } = await checkSchema(db)
console.log(kind, applied, version, ok, differences)
// #endregion connect

// #region amounts
const wagered = parseAmount('0.1') + parseAmount('0.2') // bigint, units of 1e-8
console.log(formatAmount(wagered), wagered === parseAmount('0.3'))
try {
  parseAmount('0.000000001')
} catch (error) {
  if (isGoatedError(error, 'AMOUNT_INVALID')) console.log(error.message)
}
// #endregion amounts

console.log(await db.select().from(users))
await close()
