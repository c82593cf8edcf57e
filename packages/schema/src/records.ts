import type { affiliateAccounts, affiliateStats } from './tables/affiliates.ts'
import type { apiTokens } from './tables/api-tokens.ts'
import type { auditLog } from './tables/audit.ts'
import type { raceSamples, wagerAdjustments, wagerDecisions, wagerRaceParticipants } from './tables/entrants.ts'
import type { idempotencyKeys } from './tables/idempotency-keys.ts'
import type { ingestRuns, quarantinedReadings } from './tables/ingest.ts'
import type { leaderboardSnapshots } from './tables/leaderboards.ts'
import type { bonusCodes, newsletterSubscriptions } from './tables/marketing.ts'
import type { outboxEvents } from './tables/outbox.ts'
import type { raceSeries, wagerRaces } from './tables/races.ts'
import type { rateLimits } from './tables/rate-limits.ts'
import type { historicalRaces, payoutEntries, racePayouts, raceVerifications } from './tables/results.ts'
import type { recoveryCodes, totpCredentials } from './tables/second-factor.ts'
import type { loginThrottles, sessions } from './tables/sessions.ts'
import type { supportTickets, ticketMessages } from './tables/support.ts'
import type { challengeEntries, challenges, telegramUsers, verificationRequests } from './tables/telegram.ts'
import type { notificationPreferences, users } from './tables/users.ts'

// What a row of each table looks like when it is read. A table is named in the plural, its row in the singular.

/** With the password hash and the e-mail address: never to be sent as it is, see {@link PublicUser}. */
export type User = typeof users.$inferSelect
export type NotificationPreferences = typeof notificationPreferences.$inferSelect

export type Session = typeof sessions.$inferSelect
export type LoginThrottle = typeof loginThrottles.$inferSelect
export type TotpCredential = typeof totpCredentials.$inferSelect
export type RecoveryCode = typeof recoveryCodes.$inferSelect
export type ApiToken = typeof apiTokens.$inferSelect
export type AuditLogEntry = typeof auditLog.$inferSelect
export type IdempotencyKey = typeof idempotencyKeys.$inferSelect
export type RateLimit = typeof rateLimits.$inferSelect

export type AffiliateAccount = typeof affiliateAccounts.$inferSelect
export type AffiliateStat = typeof affiliateStats.$inferSelect
export type IngestRun = typeof ingestRuns.$inferSelect
export type QuarantinedReading = typeof quarantinedReadings.$inferSelect
export type LeaderboardSnapshot = typeof leaderboardSnapshots.$inferSelect

export type RaceSeries = typeof raceSeries.$inferSelect
export type WagerRace = typeof wagerRaces.$inferSelect
export type WagerRaceParticipant = typeof wagerRaceParticipants.$inferSelect
export type RaceSample = typeof raceSamples.$inferSelect
export type WagerDecision = typeof wagerDecisions.$inferSelect
export type WagerAdjustment = typeof wagerAdjustments.$inferSelect
export type RacePayout = typeof racePayouts.$inferSelect
export type PayoutEntry = typeof payoutEntries.$inferSelect
export type HistoricalRace = typeof historicalRaces.$inferSelect
export type RaceVerification = typeof raceVerifications.$inferSelect

export type TelegramUser = typeof telegramUsers.$inferSelect
export type VerificationRequest = typeof verificationRequests.$inferSelect
export type Challenge = typeof challenges.$inferSelect
export type ChallengeEntry = typeof challengeEntries.$inferSelect

export type SupportTicket = typeof supportTickets.$inferSelect
export type TicketMessage = typeof ticketMessages.$inferSelect

export type BonusCode = typeof bonusCodes.$inferSelect
export type NewsletterSubscription = typeof newsletterSubscriptions.$inferSelect

export type OutboxEvent = typeof outboxEvents.$inferSelect

/** What anyone may know about a user. */
export type PublicUser = Pick<User, 'id' | 'username' | 'createdAt'>

/** Takes what is public out of a user. By its type alone a whole row, password hash included, would pass for public. */
export function toPublicUser({ id, username, createdAt }: PublicUser): PublicUser {
  return { id, username, createdAt }
}
