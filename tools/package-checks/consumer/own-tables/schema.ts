import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/** The tables of `goated` belong to migrate(), so a column that points there is a plain integer. */
export const vipPerks = pgTable('vip_perks', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  userId: integer('user_id').notNull(),
  perk: text().notNull(),
})
