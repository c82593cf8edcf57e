import { relations } from 'drizzle-orm'
import { affiliateAccounts, affiliateStats } from './affiliates.ts'
import { apiTokens } from './api-tokens.ts'
import { wagerAdjustments, wagerDecisions, wagerRaceParticipants } from './entrants.ts'
import { ingestRuns, quarantinedReadings } from './ingest.ts'
import { bonusCodes } from './marketing.ts'
import { raceSeries, wagerRaces } from './races.ts'
import { historicalRaces, payoutEntries, racePayouts, raceVerifications } from './results.ts'
import { recoveryCodes, totpCredentials } from './second-factor.ts'
import { sessions } from './sessions.ts'
import { supportTickets, ticketMessages } from './support.ts'
import { challengeEntries, challenges, telegramUsers, verificationRequests } from './telegram.ts'
import { notificationPreferences, users } from './users.ts'

export const usersRelations = relations(users, ({ one, many }) => ({
  notificationPreferences: one(notificationPreferences),
  affiliateAccount: one(affiliateAccounts),
  affiliateStats: many(affiliateStats),
  participations: many(wagerRaceParticipants),
  createdRaces: many(wagerRaces),
  payouts: many(racePayouts, { relationName: 'payoutRecipient' }),
  openedTickets: many(supportTickets, { relationName: 'ticketOwner' }),
  assignedTickets: many(supportTickets, { relationName: 'ticketAssignee' }),
  bonusCodes: many(bonusCodes),
  sessions: many(sessions),
  totpCredential: one(totpCredentials),
  recoveryCodes: many(recoveryCodes),
  apiTokens: many(apiTokens),
}))

export const sessionsRelations = relations(sessions, ({ one }) => ({
  user: one(users, { fields: [sessions.userId], references: [users.id] }),
}))

export const totpCredentialsRelations = relations(totpCredentials, ({ one }) => ({
  user: one(users, { fields: [totpCredentials.userId], references: [users.id] }),
}))

export const recoveryCodesRelations = relations(recoveryCodes, ({ one }) => ({
  user: one(users, { fields: [recoveryCodes.userId], references: [users.id] }),
}))

export const apiTokensRelations = relations(apiTokens, ({ one }) => ({
  creator: one(users, { fields: [apiTokens.createdBy], references: [users.id] }),
}))

export const notificationPreferencesRelations = relations(notificationPreferences, ({ one }) => ({
  user: one(users, { fields: [notificationPreferences.userId], references: [users.id] }),
}))

export const affiliateAccountsRelations = relations(affiliateAccounts, ({ one }) => ({
  user: one(users, { fields: [affiliateAccounts.userId], references: [users.id] }),
}))

export const affiliateStatsRelations = relations(affiliateStats, ({ one }) => ({
  user: one(users, { fields: [affiliateStats.userId], references: [users.id] }),
}))

export const ingestRunsRelations = relations(ingestRuns, ({ many }) => ({
  quarantinedReadings: many(quarantinedReadings),
}))

export const quarantinedReadingsRelations = relations(quarantinedReadings, ({ one }) => ({
  run: one(ingestRuns, { fields: [quarantinedReadings.runId], references: [ingestRuns.id] }),
}))

export const raceSeriesRelations = relations(raceSeries, ({ many }) => ({
  races: many(wagerRaces),
}))

export const wagerRacesRelations = relations(wagerRaces, ({ one, many }) => ({
  series: one(raceSeries, { fields: [wagerRaces.seriesId], references: [raceSeries.id] }),
  creator: one(users, { fields: [wagerRaces.createdBy], references: [users.id] }),
  participants: many(wagerRaceParticipants),
  decisions: many(wagerDecisions),
  adjustments: many(wagerAdjustments),
  payouts: many(racePayouts),
  archive: one(historicalRaces),
  verification: one(raceVerifications),
}))

export const wagerRaceParticipantsRelations = relations(wagerRaceParticipants, ({ one }) => ({
  race: one(wagerRaces, { fields: [wagerRaceParticipants.raceId], references: [wagerRaces.id] }),
  user: one(users, { fields: [wagerRaceParticipants.userId], references: [users.id] }),
}))

export const racePayoutsRelations = relations(racePayouts, ({ one, many }) => ({
  entries: many(payoutEntries),
  race: one(wagerRaces, { fields: [racePayouts.raceId], references: [wagerRaces.id] }),
  recipient: one(users, {
    fields: [racePayouts.userId],
    references: [users.id],
    relationName: 'payoutRecipient',
  }),
}))

export const payoutEntriesRelations = relations(payoutEntries, ({ one }) => ({
  payout: one(racePayouts, { fields: [payoutEntries.payoutId], references: [racePayouts.id] }),
}))

export const wagerDecisionsRelations = relations(wagerDecisions, ({ one }) => ({
  race: one(wagerRaces, { fields: [wagerDecisions.raceId], references: [wagerRaces.id] }),
}))

export const wagerAdjustmentsRelations = relations(wagerAdjustments, ({ one }) => ({
  race: one(wagerRaces, { fields: [wagerAdjustments.raceId], references: [wagerRaces.id] }),
}))

export const historicalRacesRelations = relations(historicalRaces, ({ one }) => ({
  race: one(wagerRaces, { fields: [historicalRaces.raceId], references: [wagerRaces.id] }),
}))

export const raceVerificationsRelations = relations(raceVerifications, ({ one }) => ({
  race: one(wagerRaces, { fields: [raceVerifications.raceId], references: [wagerRaces.id] }),
}))

export const telegramUsersRelations = relations(telegramUsers, ({ one, many }) => ({
  user: one(users, { fields: [telegramUsers.goatedUsername], references: [users.username] }),
  verificationRequest: one(verificationRequests, {
    fields: [telegramUsers.telegramId],
    references: [verificationRequests.telegramId],
  }),
  challengeEntries: many(challengeEntries),
}))

export const challengesRelations = relations(challenges, ({ many }) => ({
  entries: many(challengeEntries),
}))

export const challengeEntriesRelations = relations(challengeEntries, ({ one }) => ({
  challenge: one(challenges, { fields: [challengeEntries.challengeId], references: [challenges.id] }),
  telegramUser: one(telegramUsers, {
    fields: [challengeEntries.telegramId],
    references: [telegramUsers.telegramId],
  }),
}))

export const supportTicketsRelations = relations(supportTickets, ({ one, many }) => ({
  owner: one(users, { fields: [supportTickets.userId], references: [users.id], relationName: 'ticketOwner' }),
  assignee: one(users, {
    fields: [supportTickets.assignedTo],
    references: [users.id],
    relationName: 'ticketAssignee',
  }),
  messages: many(ticketMessages),
}))

export const ticketMessagesRelations = relations(ticketMessages, ({ one }) => ({
  ticket: one(supportTickets, { fields: [ticketMessages.ticketId], references: [supportTickets.id] }),
  author: one(users, { fields: [ticketMessages.userId], references: [users.id] }),
}))

export const bonusCodesRelations = relations(bonusCodes, ({ one }) => ({
  creator: one(users, { fields: [bonusCodes.createdBy], references: [users.id] }),
}))
