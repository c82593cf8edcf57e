export { checkReady, type Readiness, type SchemaProblem } from './check-ready.ts'
export { explainDatabaseError, type DatabaseErrorCode } from './database-error.ts'
export { explainErrors } from './explain-errors.ts'
