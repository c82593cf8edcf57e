export {
  formatAmount,
  MONEY_DECIMALS,
  MONEY_MAX,
  parseAmount,
  type ParseAmountOptions,
  shareOf,
  SUM_MAX,
  WAGER_DECIMALS,
  WAGER_MAX,
} from './amount.ts'
export { type Clock, systemClock } from './clock.ts'
export { connect, connectHttp } from './connect/connect.ts'
export type { Connection, ConnectOptions, HttpConnection, ListenOptions } from './connect/connection.ts'
export { type DatabaseErrorCode, explainDatabaseError } from './database/database-error.ts'
export type { Db, TransactionalDb } from './database/db.ts'
export { describeFailure } from './database/describe-failure.ts'
export { readable } from './database/readable.ts'
export { limitTransactions, type TransactionLimits } from './database/transaction-limits.ts'
export { type DeclaredErrors, type ErrorKind, GoatedError, type GoatedErrorOptions, isGoatedError } from './errors.ts'
export type { DomainEvent } from './events/domain-event.ts'
export { createEventBus, type EventBus, publishEvents } from './events/event-bus.ts'
export { pruneOutbox, type RecordedEvent } from './events/outbox.ts'
export { createOutboxReader } from './events/outbox-reader.ts'
export { checkReady, type Readiness, type SchemaProblem } from './migrations/check-ready.ts'
export { checkSchema, type SchemaCheck } from './migrations/check-schema.ts'
export { explainErrors } from './migrations/explain-errors.ts'
export { migrate, type MigrateOptions, type MigrateResult } from './migrations/migrate.ts'
export type {
  Counters,
  Projection,
  ProjectionContext,
  Snapshot,
  SnapshotChange,
  WindowChange,
  WindowProjection,
  WindowSnapshot,
} from './readings/snapshot.ts'
export { type SchemaErrorCode, schemaErrors } from './schema-errors.ts'
