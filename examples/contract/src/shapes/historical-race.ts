import * as z from 'zod'
import { amount, amountText, id, instant, instantText, money, moneyText, pageOf, shownPlayer } from './fields.ts'
import { rulesAsJson } from './race-rules.ts'

const winner = z
  .object({ rank: z.int(), ...shownPlayer.shape, total: amountText, prize: moneyText })
  .meta({ id: 'Winner' })
export type Winner = z.input<typeof winner>

/** Whether the archived result was computed again from the stored readings, and what came of it. */
const verified = z
  .object({ ok: z.boolean(), at: instant })
  .nullable()
  .meta({ id: 'Verified', description: 'The result, computed again from the stored readings; null: not yet.' })

export const historicalRace = z
  .object({
    id: id.meta({ description: 'Of the archive; `raceId` is the race itself.' }),
    raceId: id,
    title: z.string(),
    startDate: instant,
    endDate: instant,
    prizePool: money,
    currency: z.string(),
    totalWagered: amount,
    participantCount: z.int(),
    winners: z.array(winner),
    verified,
  })
  .meta({ id: 'HistoricalRace' })
export type HistoricalRace = z.input<typeof historicalRace>

/** A final standing as the public sees it. Without a rank: disqualified. */
export const historicalStanding = z
  .object({ ...winner.shape, rank: z.int().nullable(), flags: z.array(z.string()) })
  .meta({ id: 'HistoricalStanding' })
export type HistoricalStanding = z.input<typeof historicalStanding>

export const historicalRaceDetail = historicalRace
  .extend({ participants: pageOf(historicalStanding) })
  .meta({ id: 'HistoricalRaceDetail' })

export const raceVerification = z
  .object({
    raceId: id,
    title: z.string(),
    ok: z.boolean(),
    verifiedAt: instant,
    counts: z.object({
      entrants: z.int(),
      samples: z.int(),
      readings: z.int(),
      digests: z.int(),
      payouts: z.int(),
    }),
    differences: z.array(z.string()).meta({ description: 'What does not agree; at most twenty lines.' }),
    chain: z
      .string()
      .nullable()
      .meta({ description: 'The last link of the chain of digests that the result rests on.' }),
  })
  .meta({ id: 'RaceVerification' })
export type RaceVerification = z.input<typeof raceVerification>

const nullableAmount = z.string().nullable()

/** Everything needed to recompute an archived race; participants come in pages. */
export const raceEvidence = z
  .object({
    raceId: id,
    archiveId: id,
    title: z.string(),
    archivedAt: instantText,
    rules: z.object({
      startDate: instantText,
      endDate: instantText,
      source: z.string(),
      sourceClass: z.string(),
      ...rulesAsJson,
    }),
    settledBy: instantText.nullable(),
    closingReason: z.string().nullable(),
    lastRunId: z.int().nullable(),
    statsThrough: z.string().nullable(),
    chain: z.string().nullable(),
    participantCount: z.int(),
    totalWagered: z.string(),
    readings: z.array(
      z.object({ runId: z.int(), asOf: instantText, complete: z.boolean(), digest: z.string(), chain: z.string() }),
    ),
    payouts: z.array(z.object({ userId: z.int(), place: z.int(), amount: moneyText, status: z.string() })),
    participants: z.array(
      z.object({
        standing: z.looseObject({ rank: z.int().nullable(), uid: z.string(), username: z.string(), total: z.string() }),
        joinedAt: instantText.nullable(),
        decisions: z.array(z.looseObject({})),
        adjustments: z.array(z.looseObject({})),
        samples: z.array(
          z.object({
            id: z.string(),
            at: instantText,
            listed: z.boolean(),
            allTime: z.string(),
            month: nullableAmount,
            week: nullableAmount,
            today: nullableAmount,
          }),
        ),
      }),
    ),
    nextOffset: z.int().nullable(),
  })
  .meta({ id: 'RaceEvidence' })
