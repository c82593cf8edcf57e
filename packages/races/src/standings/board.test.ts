import { describe, expect, test } from 'vitest'
import { aroundOnBoard, type BoardEntry, createBoard, findOnBoard, searchBoard } from './board.ts'

const entry = (username: string, rank: number, nameHidden?: boolean): BoardEntry => ({
  userId: rank,
  username,
  rank,
  position: rank,
  previousRank: null,
  amount: 1n,
  nameHidden,
})
const board = createBoard([entry('Bob', 1), entry('bobby', 2, true), entry('boa', 3, false), entry('ann', 4)], {
  version: 1,
  asOf: null,
})
const names = (entries: BoardEntry[]) => entries.map(({ username }) => username)

describe('a hidden name', () => {
  test('is not found by its beginning, not even by the whole of it', () => {
    expect(names(searchBoard(board, 'bo', 10))).toEqual(['Bob', 'boa'])
    expect(searchBoard(board, 'bobby', 10)).toEqual([])
  })

  test('is found by who knows it', () => {
    expect(findOnBoard(board, 'BOBBY')).toMatchObject({ rank: 2, nameHidden: true })
    expect(names(aroundOnBoard(board, 'bobby', 1))).toEqual(['Bob', 'bobby', 'boa'])
  })
})
