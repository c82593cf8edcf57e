import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { createInsertSchema } from 'drizzle-zod'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { bonusCodes, newsletterSubscriptions } from '../tables/marketing.ts'
import { supportTickets, ticketMessages } from '../tables/support.ts'
import { challengeEntries, challenges, verificationRequests } from '../tables/telegram.ts'
import { notificationPreferences, users } from '../tables/users.ts'
import * as inputs from './index.ts'

const rules = {
  title: 'Race',
  prizePool: '100',
  prizeDistribution: [{ from: 1, percent: '100' }],
  source: 'goated',
}
const source = { id: 'goated', class: 'cumulative' }
const challenge = {
  game: 'Limbo',
  multiplier: '100x',
  minBet: '$1',
  prizeAmount: '$50',
  maxWinners: 3,
  timeframe: '24 hours',
}
const window = { startDate: '2025-01-13T00:00:00Z', endDate: '2025-01-20T00:00:00Z' }
const betLink = 'https://goated.com/bet/1'

/** One good value of every object that an input or a body describes; a schema without one fails below. */
const samples: Record<string, object> = {
  pagingInput: { limit: 10 },
  createBonusCodeBody: { code: 'GOAT-1', value: '$5' },
  createBonusCodeInput: { code: 'GOAT-1', value: '$5', createdBy: 1 },
  subscribeInput: { email: 'bob@example.org', source: 'footer' },
  prizeRangeInput: { from: 1, percent: '100' },
  createRaceBody: { ...rules, ...window },
  createRaceInput: { ...rules, source, ...window, createdBy: 1 },
  createSeriesBody: { ...rules, type: 'weekly', anchorStart: window.startDate },
  createSeriesInput: { ...rules, source, type: 'weekly', anchorStart: window.startDate, createdBy: 1 },
  calendarInput: { timeZone: 'UTC', weekStartsOn: 1 },
  updateRaceBody: { title: 'Race', description: null },
  updateRaceInput: { raceId: 1, prizePool: '200' },
  previewPrizesInput: { prizePool: '100', prizeDistribution: [{ from: 1, percent: '100' }] },
  stopSeriesInput: { seriesId: 1 },
  listEntrantsInput: { raceId: 1, flagged: true, search: 'bob' },
  loadEntrantInput: { raceId: 1, userId: 2 },
  loadProgressionInput: { raceId: 1, userId: 2 },
  loadTopProgressionsInput: { raceId: 1 },
  listPayoutsInput: { status: 'owed' },
  listSeriesInput: { active: true },
  listHistoricalRacesInput: { raceId: 1 },
  loadHistoricalRaceInput: { id: 1, limit: 10 },
  recordVerificationInput: { raceId: 1 },
  verifyNewArchivesInput: { most: 5 },
  loadRaceVerificationInput: { archiveId: 1 },
  listPlayerRacesInput: { userId: 2 },
  findRaceInput: { raceId: 1 },
  listRacesInput: { status: 'live', limit: 5 },
  listUnsettledRacesInput: { source: 'goated', now: window.startDate },
  findNextRaceInput: { seriesId: null, startDate: window.startDate },
  nextBoundaryInput: { now: window.startDate },
  loadLeaderboardInput: {
    source: 'goated',
    period: 'daily',
    calendar: { timeZone: 'UTC', weekStartsOn: 1 },
    now: window.endDate,
  },
  replayStandingsInput: { raceId: 1, at: window.startDate },
  raceEvidencePageInput: { limit: 10 },
  completeRaceInput: { raceId: 1, sourceGone: true },
  loadUserInput: { userId: 1 },
  findPlayerInput: { username: 'Bob', source: 'goated' },
  loadPlayerStatsInput: {
    username: 'Bob',
    source: 'goated',
    calendar: { timeZone: 'UTC', weekStartsOn: 1 },
    now: window.startDate,
  },
  listIngestRunsInput: { outcome: 'failed' },
  summarizeIngestInput: { source: 'goated', from: window.startDate, to: window.endDate, now: window.endDate },
  listQuarantinedInput: { reason: 'NOT_JSON' },
  loadQuarantinedInput: { id: 1 },
  requestReadingInput: { source: 'goated', trust: true, requestedBy: 3 },
  findReadingRequestInput: { source: 'goated' },
  finishReadingRequestInput: { source: 'goated', requestedAt: window.startDate },
  joinRaceInput: { raceId: 1, userId: 2 },
  decideEntrantBody: { userId: 2, kind: 'rebase', reason: 'A new card' },
  decideEntrantInput: { raceId: 1, userId: 2, kind: 'confirm', reason: 'Known', by: 3 },
  cancelRaceBody: { reason: 'The casino is down' },
  cancelRaceInput: { raceId: 1, reason: 'The casino is down' },
  reinstateInput: { raceId: 1, userId: 2 },
  disqualifyBody: { userId: 2, reason: 'Two accounts' },
  disqualifyInput: { raceId: 1, userId: 2, reason: 'Two accounts', by: 3 },
  adjustBody: { userId: 2, amount: '-5', reason: 'Voided bet' },
  adjustInput: { raceId: 1, userId: 2, amount: '-5', reason: 'Voided bet', by: 3 },
  revertAdjustmentBody: {},
  revertAdjustmentInput: { adjustmentId: 1, by: 3 },
  payoutBody: { status: 'paid', reference: 'tx' },
  payoutInput: { payoutId: 1, status: 'voided', settledBy: 3 },
  correctPayoutBody: { corrects: 1, reason: 'Sent to somebody else' },
  correctPayoutInput: { payoutId: 1, corrects: 1, reason: 'Sent to somebody else', correctedBy: 3 },
  listRulingsInput: { raceId: 1, userId: 2 },
  openTicketBody: { subject: 'Help', description: 'It does not work.' },
  openTicketInput: { subject: 'Help', description: 'It does not work.', userId: 1 },
  replyToTicketBody: { message: 'Thanks' },
  replyToTicketInput: { message: 'Thanks', ticketId: 1, userId: 2 },
  updateTicketBody: { assignedTo: null },
  updateTicketInput: { ticketId: 1, status: 'closed' },
  requestVerificationInput: { telegramId: '7', telegramUsername: 'bob_7', goatedUsername: 'Bob' },
  decideVerificationBody: { decision: 'approved' },
  decideVerificationInput: { telegramId: '7', decision: 'rejected', verifiedBy: 'ann', adminNotes: 'Not theirs' },
  createChallengeBody: challenge,
  createChallengeInput: { ...challenge, createdBy: 'ann' },
  submitEntryInput: { challengeId: 1, telegramId: '7', betLink },
  decideEntryBody: { decision: 'approved', bonusCode: 'GOAT-1' },
  decideEntryInput: { entryId: 1, decision: 'rejected', verifiedBy: 'ann' },
  registerInput: { username: 'Bob', email: 'bob@example.org', password: 'correct horse' },
  loginInput: { username: 'Bob', password: 'x' },
  createUserInput: { username: 'Bob', email: 'bob@example.org', password: 'correct horse', isAdmin: true },
  ensureFirstAdminInput: { username: 'Bob', password: 'correct horse' },
  changePasswordBody: { password: 'x', newPassword: 'correct horse' },
  changePasswordInput: { userId: 1, password: 'x', newPassword: 'correct horse', sessionId: 2 },
  listUsersInput: { search: 'bo', isAdmin: false },
  setNameHiddenBody: { hidden: true },
  setNameHiddenInput: { userId: 1, hidden: true },
  setAdminBody: { isAdmin: true },
  setAdminInput: { userId: 1, isAdmin: true, changedBy: 2 },
  resetAdminInput: { username: 'Bob', password: 'correct horse', keepTokens: true },
  signInInput: { username: 'Bob', password: 'x', ip: '192.0.2.1', userAgent: 'A browser' },
  confirmTotpBody: { code: '123456' },
  confirmTotpInput: { token: 'x', code: '123456', ip: '192.0.2.1' },
  startTotpEnrolmentInput: { userId: 1, issuer: 'Goated' },
  finishTotpEnrolmentBody: { code: '123456' },
  finishTotpEnrolmentInput: { userId: 1, sessionId: 2, code: '123456' },
  removeTotpBody: { password: 'x' },
  removeTotpInput: { userId: 1, sessionId: 2, password: 'x' },
  renewRecoveryCodesInput: { userId: 1, sessionId: 2 },
  stepUpBody: { code: '123456' },
  stepUpInput: { userId: 1, sessionId: 2, code: '123456', ip: '192.0.2.1' },
  endSessionInput: { userId: 1, sessionId: 2 },
  endSessionsInput: { userId: 1, except: 2 },
  createApiTokenBody: { name: 'Stream overlay', scopes: ['races:read'], expiresAt: '2025-01-13T00:00:00Z' },
  createApiTokenInput: { name: 'Stream overlay', scopes: ['races:read'], createdBy: 1, createdByToken: 2 },
  revokeApiTokenInput: { tokenId: 1 },
  recordAuditInput: { actorKind: 'user', actorUserId: 1, action: 'race.cancelled', details: { a: [1, null] } },
  listAuditInput: { action: 'race.cancelled', actorUserId: 1 },
  updateProfileBody: { email: 'bob@example.org' },
  updateProfileInput: { userId: 1, username: 'Bob' },
  notificationPreferencesInput: { promotionalOffers: true },
  updateNotificationPreferencesInput: { userId: 1, preferences: { promotionalOffers: true } },
}

const isSchema = (value: unknown): value is z.ZodType => value instanceof z.ZodType
const schemas = Object.entries<unknown>(inputs).filter((entry): entry is [string, z.ZodType] => isSchema(entry[1]))
const objects = schemas.filter((entry): entry is [string, z.ZodObject] => entry[1] instanceof z.ZodObject)

/** What only the server knows; a client that could send one of these would act as someone else, or on another row. */
const serverFields = new Set(
  [
    ['by', 'createdBy', 'verifiedBy', 'settledBy', 'correctedBy', 'isStaffReply'],
    ['ip', 'userAgent', 'token', 'except', 'sessionId', 'changedBy', 'createdByToken'],
    ['raceId', 'adjustmentId', 'payoutId', 'ticketId', 'entryId', 'telegramId'],
  ].flat(),
)

describe('every input', () => {
  it('has a sample, and every sample an input', () => {
    expect(objects.map(([name]) => name).sort()).toEqual(Object.keys(samples).sort())
  })

  it.each(objects)('%s takes its sample', (name, schema) => {
    expect(schema.safeParse(samples[name]).error).toBeUndefined()
  })

  it.each(objects)('%s takes no field it does not name', (name, schema) => {
    for (const field of ['isAdmin', 'is_admin', 'id', 'password', 'status', 'verifiedAt', 'createdAt', 'constructor']) {
      if (Object.hasOwn(schema.shape, field)) continue
      const { error } = schema.safeParse({ ...samples[name], [field]: 1 })
      expect(error?.issues, field).toMatchObject([{ code: 'unrecognized_keys', keys: [field] }])
    }
    const polluted: unknown = JSON.parse(
      `{"__proto__":{"isAdmin":true},${JSON.stringify(samples[name]).slice(1)}`.replace(',}', '}'),
    )
    expect(schema.safeParse(polluted).success).toBe(false)
  })

  it.each(objects)('%s refuses a wrong type in every field, and names it', (name, schema) => {
    for (const field of Object.keys(schema.shape)) {
      for (const wrong of [Symbol('x'), () => 1, NaN, [[]]]) {
        const { error } = schema.safeParse({ ...samples[name], [field]: wrong })
        expect(error?.issues[0]?.path[0], field).toBe(field)
      }
    }
  })

  it.each(objects)('%s limits every text', (name, schema) => {
    for (const field of Object.keys(schema.shape))
      expect(schema.safeParse({ ...samples[name], [field]: 'a'.repeat(30_000) }).success, field).toBe(false)
  })

  it.each(schemas)('%s can be described in OpenAPI', (_name, schema) => {
    const described = z.toJSONSchema(schema, { io: 'input' })
    expect(described.type).toBeDefined()
    if (schema instanceof z.ZodObject) expect(described.additionalProperties).toBe(false)
  })
})

describe('every body', () => {
  const bodies = objects.filter(([name]) => name.endsWith('Body'))

  it.each(bodies)('%s is the input without what only the server knows', (name, body) => {
    const input = objects.find(([other]) => other === name.replace(/Body$/, 'Input'))?.[1]
    const fields = Object.keys(body.shape)
    expect(fields.filter((field) => serverFields.has(field))).toEqual([])
    const added = Object.keys(input?.shape ?? {}).filter((field) => !fields.includes(field))
    expect(added.length).toBeGreaterThan(0)
    // Tickets and profiles are their owner's; elsewhere `userId` is the person that an admin acts on.
    for (const field of added) expect(serverFields.has(field) || field === 'userId', field).toBe(true)
  })

  it.each(bodies)('%s and its input check the same rules', (name, body) => {
    const input = objects.find(([other]) => other === name.replace(/Body$/, 'Input'))?.[1]
    const sample = samples[name.replace(/Body$/, 'Input')] ?? {}
    const server = Object.fromEntries(Object.entries(sample).filter(([field]) => !Object.hasOwn(body.shape, field)))
    const broken: object[] = [
      {},
      { ...rules, ...window, endDate: window.startDate },
      { ...rules, type: 'custom', anchorStart: window.startDate },
      { decision: 'rejected', bonusCode: 'GOAT-1' },
    ]
    for (const value of broken)
      expect(input?.safeParse({ ...value, ...server }).success).toBe(body.safeParse(value).success)
  })
})

describe('what comes out of an input fits its table', () => {
  const now = new Date()
  const cases: [string, PgTable, object][] = [
    ['registerInput', users, {}],
    ['openTicketInput', supportTickets, { createdAt: now, updatedAt: now }],
    ['replyToTicketInput', ticketMessages, { createdAt: now }],
    ['createBonusCodeInput', bonusCodes, { createdAt: now }],
    ['subscribeInput', newsletterSubscriptions, {}],
    ['createChallengeInput', challenges, { createdAt: now, updatedAt: now }],
    ['submitEntryInput', challengeEntries, { submittedAt: now, updatedAt: now }],
    ['requestVerificationInput', verificationRequests, { requestedAt: now, updatedAt: now }],
    ['notificationPreferencesInput', notificationPreferences, { userId: 1 }],
  ]

  // Another way to say a column: the period in days is stored in seconds.
  const said = new Set(['periodDays'])

  it.each(cases)('%s', (name, table, added) => {
    const schema = objects.find(([other]) => other === name)?.[1]
    const fields = Object.keys(schema?.shape ?? {}).filter((field) => !said.has(field))
    for (const field of fields) expect(Object.keys(getTableColumns(table))).toContain(field)
    const row = { ...(schema?.parse(samples[name]) as object), ...added }
    expect(createInsertSchema(table).safeParse(row).error).toBeUndefined()
  })
})
