import type { raceSeries, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'

/** A race, as its row has it: amounts as bigint (the pool in cents, wagers in units of 1e-8), times as Date. */
export type Race = typeof wagerRaces.$inferSelect

/** The line of races that one race belongs to, as its row has it. */
export type Series = typeof raceSeries.$inferSelect

/** One user's part in a race, as its row has it. */
export type Entrant = typeof wagerRaceParticipants.$inferSelect
