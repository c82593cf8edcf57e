import { allocatePrizes, type Decision, DEFAULT_CALENDAR, raceTotal, type Sample } from '@goated/races'
import { formatAmount, isGoatedError, MONEY_DECIMALS, parseAmount } from '@goated/schema'
import { type PrizeVector, type RaceTotalVector, vectorFile } from './format.ts'

export interface CaseResult {
  name: string
  failure: string | null
}

/** Runs every case of a vector file; each `expect` entry and each prize vector is one case. */
export function runVectors(file: unknown): CaseResult[] {
  const { raceTotals, prizes } = vectorFile.parse(file)
  return [...raceTotals.flatMap(runRaceTotal), ...prizes.map(runPrizes)]
}

function runRaceTotal(vector: RaceTotalVector): CaseResult[] {
  const samples: Sample[] = vector.polls.map(({ at, complete, users }) => ({
    at,
    complete,
    counters: readCounters(users[vector.uid]),
  }))
  return vector.expect.map((expected) => {
    const result = raceTotal(
      samples,
      { ...vector.race, joinedAt: vector.joinedAt ?? undefined },
      vector.calendar ?? DEFAULT_CALENDAR,
      { asOf: expected.asOf, decisions: readDecisions(vector) },
    )
    const wanted = reading(expected.total)
    const failures: string[] = []
    if (result.total !== wanted) failures.push(`total ${formatAmount(result.total)}, not ${expected.total}`)
    const flagged = result.flags.length > 0
    if (expected.flagged !== undefined && flagged !== expected.flagged)
      failures.push(flagged ? `flagged (${result.flags.join(', ')})` : 'not flagged')
    if (expected.state !== undefined && result.state !== expected.state)
      failures.push(`state ${result.state}, not ${expected.state}`)
    return {
      name: `${vector.name} at ${new Date(expected.asOf).toISOString()}`,
      failure: failures.length > 0 ? failures.join('; ') : null,
    }
  })
}

function runPrizes(vector: PrizeVector): CaseResult {
  const wanted = 'error' in vector.expect ? vector.expect.error : show(vector.expect.prizes)
  let got: string
  try {
    const allocations = allocatePrizes({
      ...vector,
      pool: parseAmount(vector.pool, { decimals: MONEY_DECIMALS }),
      minWager: vector.minWager === undefined ? undefined : parseAmount(vector.minWager),
      standings: vector.standings.map((standing) => ({ ...standing, total: reading(standing.total) })),
    })
    got = show(
      Object.fromEntries(
        allocations.map(({ standing, amount }) => [standing.uid, formatAmount(amount, MONEY_DECIMALS)]),
      ),
    )
  } catch (error) {
    if (!isGoatedError(error)) throw error
    got = error.code
  }
  return { name: vector.name, failure: got === wanted ? null : `${got}, not ${wanted}` }
}

function readCounters(user: RaceTotalVector['polls'][number]['users'][string] | undefined): Sample['counters'] {
  if (!user) return null
  const optional = (text: string | null | undefined) => (text === null || text === undefined ? null : reading(text))
  return {
    allTime: reading(user.allTime),
    month: optional(user.month),
    week: optional(user.week),
    today: optional(user.today),
  }
}

function readDecisions({ decision }: RaceTotalVector): Decision[] {
  if (!decision) return []
  if (typeof decision === 'string') return [{ kind: decision, from: 0 }]
  return [{ kind: decision.kind, from: decision.from ?? decision.at ?? 0 }]
}

function reading(text: string): bigint {
  return parseAmount(text, { excess: 'truncate' })
}

function show(prizes: Record<string, string>): string {
  return Object.entries(prizes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([uid, amount]) => `${uid} ${amount}`)
    .join(', ')
}
