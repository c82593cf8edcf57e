import type { Counters } from '@goated/schema'
import fc from 'fast-check'

/** One reading of a made-up upstream: what it lists for each player, in units of 1e-8. */
export interface HistoryPoll {
  at: number
  complete: boolean
  players: Map<string, Counters>
}

export interface HistoryOptions {
  players: number
  polls: number
  /** ms since 1970. */
  start: number
  stepMs: number
}

type Mishap = 'none' | 'absent' | 'void' | 'glitch'

/**
 * Random histories of an upstream with everything that real ones do: players who arrive late or with a past, who are
 * missing from a reading, bets that are voided, counters that show nonsense for a moment, partial readings. The
 * counters roll over at UTC days, weeks and months.
 */
export function upstreamHistory(options: HistoryOptions): fc.Arbitrary<HistoryPoll[]> {
  const move = fc.record({
    bet: fc.oneof({ weight: 3, arbitrary: fc.constant(0n) }, fc.bigInt(1n, 50_000_000_000n)),
    mishap: fc.oneof(
      { weight: 12, arbitrary: fc.constant<Mishap>('none') },
      fc.constantFrom<Mishap>('absent', 'void', 'glitch'),
    ),
  })
  const player = fc.record({
    arrives: fc.nat(Math.floor(options.polls / 2)),
    past: fc.oneof(fc.constant(0n), fc.bigInt(1n, 10n ** 12n)),
    moves: fc.array(move, { minLength: options.polls, maxLength: options.polls }),
  })
  return fc
    .record({
      players: fc.array(player, { minLength: options.players, maxLength: options.players }),
      complete: fc.array(
        fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
        { minLength: options.polls, maxLength: options.polls },
      ),
      jitter: fc.array(fc.nat(options.stepMs - 1), { minLength: options.polls, maxLength: options.polls }),
    })
    .map(({ players, complete, jitter }) => {
      const polls = complete.map((whole, index) => ({
        at: options.start + index * options.stepMs + (jitter[index] ?? 0),
        complete: whole,
        players: new Map<string, Counters>(),
      }))
      players.forEach(({ arrives, past, moves }, number) => {
        const counters = { allTime: past, month: past / 2n, week: past / 4n, today: past / 8n }
        let before: number | null = null
        polls.forEach((poll, index) => {
          const { bet, mishap } = moves[index] ?? { bet: 0n, mishap: 'none' as const }
          rollOver(counters, before, poll.at)
          before = poll.at
          if (index < arrives) return
          for (const key of ['allTime', 'month', 'week', 'today'] as const) {
            counters[key] += mishap === 'void' ? (counters[key] > bet / 3n ? -bet / 3n : 0n) : bet
          }
          if (mishap === 'absent') return
          const shown = mishap === 'glitch' ? { allTime: 0n, month: 0n, week: 0n, today: 0n } : { ...counters }
          poll.players.set(`player${number}`, shown)
        })
      })
      return polls
    })
}

function rollOver(counters: { month: bigint; week: bigint; today: bigint }, before: number | null, at: number): void {
  if (before === null) return
  const day = (ms: number) => Math.floor(ms / 86_400_000)
  if (day(before) !== day(at)) counters.today = 0n
  if (Math.floor((day(before) + 3) / 7) !== Math.floor((day(at) + 3) / 7)) counters.week = 0n
  if (new Date(before).getUTCMonth() !== new Date(at).getUTCMonth()) counters.month = 0n
}
