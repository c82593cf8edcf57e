export { checkSchema, type SchemaCheck } from './check-schema.ts'
export { migrate, type MigrateOptions, type MigrateResult } from './migrate.ts'
export { migrationPlans, type MigrationPlan } from './plans.ts'
