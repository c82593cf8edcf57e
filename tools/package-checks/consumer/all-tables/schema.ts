import { goatedUsers } from '@goated/schema/prefixed-tables'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export * from '@goated/schema/prefixed-tables'

/** Of the same name as one of ours, which it must not hide. */
export const users = pgTable('users', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  playerId: integer('player_id').references(() => goatedUsers.id),
})

export const vipPerks = pgTable('vip_perks', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  userId: integer('user_id')
    .notNull()
    .references(() => users.id),
  perk: text().notNull(),
})
