import { users } from '@goated/schema/tables'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'

export * from '@goated/schema/tables'

export const vipPerks = pgTable('vip_perks', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  userId: integer('user_id')
    .notNull()
    .references(() => users.id),
  perk: text().notNull(),
})
