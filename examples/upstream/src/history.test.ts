import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockMs, blockTotal, slotAt, slotMs, slotsPerBlock, wageredInSession } from './history.ts'
import { openLedger } from './ledger.ts'
import { derivePlayer } from './players.ts'

const whoPlays = fc
  .integer({ min: 0, max: 100_000 })
  .map((number) => derivePlayer(99, number))
  .filter((player) => player.pace > 0)

test('the slots of a block add up to exactly its total', () => {
  fc.assert(
    fc.property(whoPlays, fc.integer({ min: 0, max: 60 }), fc.constantFrom(0.01, 1, 100), (player, block, activity) => {
      const total = blockTotal(player, block, activity)
      fc.pre(total > 0n)
      let before = 0n
      for (let slot = 0; slot < slotsPerBlock; slot++) {
        const from = player.joinedAt + block * blockMs + slot * slotMs
        const found = slotAt(player, block, from, total, activity)
        expect(found.from).toBe(from)
        expect(found.before).toBe(before)
        before += found.amount
      }
      expect(before).toBe(total)
    }),
  )
})

test('a session rises from nothing to its whole amount, one bet at a time', () => {
  const session = { key: 5, start: 1_000_000, end: 1_000_000 + 3_600_000, bets: 901 }
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), (amount) => {
      const seen = new Set<bigint>()
      let last = 0n
      expect(wageredInSession(session, amount, session.start - 1)).toBe(0n)
      for (let instant = session.start; instant <= session.end; instant += 1000) {
        const now = wageredInSession(session, amount, instant)
        expect(now >= last).toBe(true)
        seen.add(now)
        last = now
      }
      expect(last).toBe(amount)
      expect(seen.size).toBeLessThanOrEqual(session.bets + 1)
    }),
    { numRuns: 10 },
  )
})

test('a total never falls where a block or a slot ends', () => {
  fc.assert(
    fc.property(whoPlays, fc.integer({ min: 1, max: 4000 }), (player, slots) => {
      const edge = player.joinedAt + slots * slotMs
      const ledger = openLedger(1)
      const totals = [edge - slotMs, edge - 1, edge, edge + slotMs - 1].map((at) => ledger.totalAt(0, player, at))
      expect(totals).toEqual(totals.toSorted((a, b) => Number(a - b)))
    }),
  )
})
