/**
 * What the packages of this project share among themselves. Not for applications: names and shapes change in any release,
 * without a note. Everything that an application needs is exported elsewhere.
 */
export { multiplyByRate } from './amount.ts'
export { checkClock, CLOCK_TOLERANCE_MS, type ClockCheck, readCheckedTime } from './database/check-clock.ts'
export { arrayLiteral } from './database/array-literal.ts'
export { compareText } from './database/compare-text.ts'
export { queryRows, sqlState } from './database/db.ts'
export { LOCK_NOT_AVAILABLE, lockSource } from './database/source-lock.ts'
export { EVENTS_CHANNEL, recordEvents } from './events/outbox.ts'
export { type MigrationPlan, migrationPlans } from './migrations/plans.ts'
export { type CounterTexts, parseCounters } from './readings/counters.ts'
export { chainDigest, type DigestHeader, readingDigest } from './readings/reading-digest.ts'
export { checkWindow, type WagerWindow } from './readings/source-window.ts'
