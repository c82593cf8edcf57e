/**
 * What functions take from outside, checked: one schema a function, strict, so that nobody can set a field it does
 * not name. Check with `parseInput(schema, value)`.
 *
 * Names, for a function `createRace`:
 *
 * - `createRaceInput`: the schema of all that the function takes.
 * - `CreateRaceInput`: what a caller writes (amounts as decimal strings, defaults left out).
 * - `ParsedCreateRace`: what the function works with (amounts as bigint, times as Date, defaults filled in).
 * - `createRaceBody` and `CreateRaceBody`: the part that may come from a client. It exists where the input also has
 *   what only the server knows: what a race's source is like (`source`), who acts (`userId`, `createdBy`, `verifiedBy`, `settledBy`, `by`, `isStaffReply`) and
 *   which row the address names. A route checks the body first, then calls `createRace(db, { ...body, createdBy })`
 *   with the raw body, so that the client's fields can neither add to the server's nor replace them.
 *
 * A noun with `Input`, such as `moneyInput` or `notificationPreferencesInput`, is the schema of a single value.
 */
export * from './api-tokens.ts'
export * from './archive.ts'
export * from './audit.ts'
export * from './fields.ts'
export * from './ingest.ts'
export * from './issue-text.ts'
export * from './lists.ts'
export * from './marketing.ts'
export * from './parse.ts'
export * from './race-lists.ts'
export * from './race-source.ts'
export * from './races.ts'
export * from './sign-in.ts'
export * from './support.ts'
export * from './telegram.ts'
export * from './users.ts'
