import type { Race, Standing } from '@goated/example-contract'
import { describe, expect, it } from 'vitest'
import { applyUpdate, boardFromSnapshot, mergePages } from './board.ts'

const race: Race = {
  id: 1,
  title: 'Weekly',
  type: 'weekly',
  status: 'live',
  prizePool: '5000.00',
  currency: 'USD',
  startDate: '2026-03-02T00:00:00Z',
  endDate: '2026-03-09T00:00:00Z',
  minWager: '0.00000000',
  timeZone: 'UTC',
  rules: null,
  description: null,
  prizes: [],
  entrants: 3,
  totalWagered: '60.00000000',
  updatedAt: null,
  stale: false,
  nextRaceId: null,
}

const standing = (rank: number, username: string, total = '10.00000000', position = rank): Standing => ({
  rank,
  position,
  previousRank: rank,
  key: username,
  username,
  masked: false,
  total,
  adjustment: '0.00000000',
  prize: '0.00',
  flags: [],
  stale: false,
})

const names = (standings: Standing[]) => standings.map(({ rank, username }) => `${rank}:${username}`)
const board = boardFromSnapshot({ race, standings: [standing(2, 'bo'), standing(1, 'al'), standing(3, 'cy')] })

describe('applyUpdate', () => {
  it('moves changed rows to their new place', () => {
    const next = applyUpdate(board, {
      race,
      changed: [standing(1, 'cy', '99'), standing(2, 'al'), standing(3, 'bo')],
      removed: [],
    })
    expect(names(next.standings)).toEqual(['1:cy', '2:al', '3:bo'])
    expect(next.standings[0]?.total).toBe('99')
  })

  it('lets one in and one out', () => {
    const next = applyUpdate(board, { race, changed: [standing(3, 'di')], removed: ['cy'] })
    expect(names(next.standings)).toEqual(['1:al', '2:bo', '3:di'])
  })

  it('keeps the rows as they are when only the race changed', () => {
    const settling = { ...race, status: 'settling' as const, entrants: 9 }
    const next = applyUpdate(board, { race: settling, changed: [], removed: [] })
    expect(next.race.status).toBe('settling')
    expect(next.total).toBe(9)
    expect(next.standings).toBe(board.standings)
  })

  it('does not change the board it was given', () => {
    applyUpdate(board, { race, changed: [standing(1, 'bo')], removed: ['al'] })
    expect(names(board.standings)).toEqual(['1:al', '2:bo', '3:cy'])
  })

  it('applies the same update twice without harm', () => {
    const update = { race, changed: [standing(1, 'bo'), standing(2, 'al')], removed: ['cy'] }
    const once = applyUpdate(board, update)
    expect(applyUpdate(once, update)).toEqual(once)
  })

  it('keeps the order of the server where a rank is shared', () => {
    const tied = [standing(1, 'abe', '10', 2), standing(1, 'zed', '10', 1), standing(3, 'bo')]
    const next = applyUpdate(board, { race, changed: tied, removed: ['al', 'cy'] })
    expect(names(next.standings)).toEqual(['1:zed', '1:abe', '3:bo'])
  })
})

it('tells masked players apart by their keys', () => {
  const masked = (rank: number, key: string) => ({ ...standing(rank, 'ab***'), key, masked: true })
  const before = boardFromSnapshot({ race, standings: [masked(1, ' x'), masked(2, ' y')] })
  const next = applyUpdate(before, { race, changed: [masked(1, ' y'), masked(2, ' x')], removed: [] })
  expect(next.standings.map(({ key }) => key)).toEqual([' y', ' x'])
  expect(applyUpdate(before, { race, changed: [], removed: [' x'] }).standings.map(({ key }) => key)).toEqual([' y'])
})

describe('mergePages', () => {
  it('lists a player who crossed the line between two pages once, with the live row', () => {
    const merged = mergePages(
      [standing(1, 'al'), standing(2, 'bo')],
      [
        [standing(3, 'bo'), standing(4, 'cy')],
        [standing(4, 'cy'), standing(5, 'di')],
      ],
    )
    expect(names(merged)).toEqual(['1:al', '2:bo', '4:cy', '5:di'])
  })

  it('neither loses nor doubles who shares a rank across a page', () => {
    const tied = ['al', 'bo', 'cy', 'di', 'ed'].map((name, index) => standing(1, name, '10', index + 1))
    for (let size = 1; size <= tied.length; size++) {
      const pages = tied.flatMap((_, at) => (at % size === 0 ? [tied.slice(at, at + size)] : []))
      expect(mergePages(tied.slice(0, 2), pages).map(({ key }) => key)).toEqual(['al', 'bo', 'cy', 'di', 'ed'])
    }
  })

  it('is empty for an empty race', () => {
    expect(mergePages([], [[]])).toEqual([])
  })
})
