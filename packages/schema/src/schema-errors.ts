import { type DeclaredErrors, type ErrorMaker, makeError } from './errors.ts'

/** The codes of this package, and those that several packages share. */
export const schemaErrors = {
  AMOUNT_INVALID: { kind: 'invalid', when: 'not a finite decimal number, or it has more decimals than allowed' },
  AMOUNT_OUT_OF_RANGE: { kind: 'invalid', when: 'larger than its column holds; also the reason of a refused reading' },
  AMOUNT_FROM_FLOAT: {
    kind: 'fault',
    when: 'an amount was read through a nested relational query, which makes floats of numerics',
  },
  INPUT_INVALID: {
    kind: 'invalid',
    when: 'an input does not fit its schema; `details.issues` names the fields, never their values',
  },
  DATABASE_URL_INVALID: { kind: 'fault', when: 'no URL, or of an unknown scheme' },
  DATABASE_DRIVER_MISSING: { kind: 'fault', when: 'the driver is not installed; the message says which' },
  DATABASE_LOCKED: { kind: 'fault', when: 'another process has the `pglite://` directory open' },
  CLOCK_OFF: {
    kind: 'fault',
    when: "the clock of this process is more than five seconds off the database's; `details.offsetMs` is positive when it is ahead. `advanceRaces` and `completeRace` throw it only then",
  },
  SOURCE_BUSY: {
    kind: 'busy',
    when: 'another transaction kept the lock of the source for more than five seconds; nothing was changed',
  },
  DATE_STYLE_AMBIGUOUS: {
    kind: 'fault',
    when: 'a time was selected plainly from a connection that prints times with more than one meaning; see [settings of the server](database.md#settings-of-the-server)',
  },
  DATABASE_CLOSED: {
    kind: 'unavailable',
    when: 'the connection was closed before; for this and the next see [what to do](database.md#when-the-database-is-not-ready)',
  },
  DATABASE_READ_ONLY: { kind: 'unavailable', when: 'the database takes no changes' },
  DATABASE_UNAVAILABLE: { kind: 'unavailable', when: 'the database does not answer' },
  DATABASE_LOGIN_REFUSED: { kind: 'unavailable', when: 'wrong user, password or database name' },
  DATABASE_RIGHTS_MISSING: { kind: 'unavailable', when: 'the role may not do it' },
  SCHEMA_MISSING: { kind: 'unavailable', when: 'the database is not migrated' },
  SCHEMA_OLDER: { kind: 'unavailable', when: 'the tables lack what this version needs' },
  SCHEMA_CHANGED: { kind: 'unavailable', when: 'the tables were changed after they were migrated' },
  SCHEMA_TOO_NEW: {
    kind: 'unavailable',
    when: 'newer code has changed the database in a way this code cannot work with',
  },
  SCHEMA_CHECKSUM_MISMATCH: { kind: 'unavailable', when: 'a migration was applied with another text' },
  SCHEMA_OWNED_ELSEWHERE: { kind: 'unavailable', when: 'the tables were made by another tool' },
  RACE_NOT_FOUND: {
    kind: 'not_found',
    when: 'there is no such race; as a reason of a reading: the provider has none with this window',
  },
  WINDOW_NOT_SUPPORTED: {
    kind: 'invalid',
    when: 'the source cannot be asked for exactly this window; `createRace`, `createSeries` and `updateRace` throw it too, and `details.issues` names the field',
  },
} as const satisfies DeclaredErrors
export type SchemaErrorCode = keyof typeof schemaErrors

/** Makes an error of this package. */
export const schemaError: ErrorMaker<SchemaErrorCode> = makeError
