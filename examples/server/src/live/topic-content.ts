import { raceShape } from '@goated/example-contract'
import { idInput } from '@goated/schema/inputs'
import { LEADERBOARD_PERIODS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import type { Boards } from '../boards/boards.ts'
import { leaderboardEntryJson, leaderboardJson } from '../views/leaderboard.ts'
import { shownRaceOf } from '../views/shown-race.ts'
import { standingJson } from '../views/standings.ts'

/** How many places a topic keeps current. Clients ask for the places below over HTTP. */
export const LIVE_PLACES = 100

/** What a topic shows of a board, as JSON: what stands above it, and its first places by the key of the player. */
export interface TopicContent {
  head: string
  rows: ReadonlyMap<string, string>
}

/** A topic that follows a board. */
export interface BoardTopic {
  /** Names of the two parts in messages. */
  names: { head: string; rows: string }
  /** @throws RACE_NOT_FOUND */
  load(): Promise<TopicContent>
}

/** What topics show of the boards. */
export type ShownBoards = Pick<Boards, 'race' | 'leaderboard' | 'isRaceStale' | 'areLeaderboardsStale' | 'showPlayer'>

/** The topic of events of all races. */
export const RACES_TOPIC = 'races'

/** Finds out which board a topic's name means; undefined when there is no such topic. */
export function boardTopic(name: string, boards: ShownBoards): BoardTopic | undefined {
  const [kind, argument = '', ...rest] = name.split(':')
  if (rest.length > 0) return undefined
  if (kind === 'race') {
    const id = /^[1-9]\d*$/.test(argument) ? idInput.safeParse(argument).data : undefined
    return id === undefined ? undefined : raceTopic(id, boards)
  }
  const period = LEADERBOARD_PERIODS.find((each) => each === argument)
  return kind === 'leaderboard' && period ? leaderboardTopic(period, boards) : undefined
}

function raceTopic(id: number, boards: ShownBoards): BoardTopic {
  return {
    names: { head: 'race', rows: 'standings' },
    async load() {
      const view = await boards.race(id)
      const head = z.encode(raceShape, shownRaceOf(view, boards.isRaceStale(view.board.race)))
      const rows = view.board.entries.slice(0, LIVE_PLACES).map((entry) => standingJson(entry, boards.showPlayer))
      return { head: JSON.stringify(head), rows: rowsOf(rows) }
    },
  }
}

function leaderboardTopic(period: (typeof LEADERBOARD_PERIODS)[number], boards: ShownBoards): BoardTopic {
  return {
    names: { head: 'leaderboard', rows: 'entries' },
    async load() {
      const board = await boards.leaderboard(period)
      const head = leaderboardJson(board, boards.areLeaderboardsStale())
      const show = boards.showPlayer
      const entries = board.entries.slice(0, LIVE_PLACES).map((entry) => leaderboardEntryJson(entry, board, show))
      return { head: JSON.stringify(head), rows: rowsOf(entries) }
    },
  }
}

function rowsOf(rows: readonly { key: string }[]): Map<string, string> {
  return new Map(rows.map((row) => [row.key, JSON.stringify(row)]))
}
