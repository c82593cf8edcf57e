import { foundation } from './0001-foundation.ts'
import type { Migration } from './migration.ts'

/** Every migration, in the order in which they apply. */
export const migrations: readonly Migration[] = [foundation]
