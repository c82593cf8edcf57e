import { type Calendar, findOnBoard, findPlayer, listPlayerRaces, loadPlayerStats } from '@goated/races'
import { type Clock, type Db, GoatedError } from '@goated/schema'
import { LEADERBOARD_PERIODS } from '@goated/schema/vocabulary'
import type { Boards } from '../boards/boards.ts'
import type { Handlers } from '../http/route-context.ts'
import { shownPlayerStats } from '../views/player.ts'

/** One player's page. */
export function playerHandlers(deps: { db: Db; boards: Boards; source: string; calendar: Calendar; clock: Clock }) {
  const { db, boards, source, calendar, clock } = deps
  return {
    async getPlayerStats({ params: { username }, query: { from, to } }) {
      const version = await boardsVersion()
      return {
        key: [username.toLowerCase(), version, boards.areLeaderboardsStale(), from, to],
        async build() {
          const stats = await loadPlayerStats(db, { username, source, calendar, from, to, now: clock.now() })
          if (stats.nameHidden) throw notFound()
          const periods = await Promise.all(
            LEADERBOARD_PERIODS.map(async (period) => {
              const board = await boards.leaderboard(period)
              return { period, rank: findOnBoard(board, stats.username)?.rank ?? null, players: board.entries.length }
            }),
          )
          return shownPlayerStats({ stats, periods, stale: boards.areLeaderboardsStale(), show: boards.showPlayer })
        },
      }
    },
    async listPlayerRaces({ params: { username }, query: { limit, offset } }) {
      const version = `${await boardsVersion()} ${boards.listsVersion()}`
      return {
        key: [username.toLowerCase(), version, limit, offset],
        async build() {
          const { userId, nameHidden } = await findPlayer(db, { username, source })
          if (nameHidden) throw notFound()
          const { items, total } = await listPlayerRaces(db, { userId, limit, offset })
          return { items, total, limit, offset }
        },
      }
    },
  } satisfies Partial<Handlers>

  /** Differs as soon as anything about a player may: counters, ranks or how names are shown. */
  async function boardsVersion(): Promise<string> {
    const boardsNow = await Promise.all(LEADERBOARD_PERIODS.map((period) => boards.leaderboard(period)))
    return [...boardsNow.map(({ version }) => version), boards.namesVersion(), boards.newestReading()?.getTime()].join(
      '.',
    )
  }

  function notFound(): GoatedError {
    return new GoatedError('PLAYER_NOT_FOUND', 'There is no player of this name.')
  }
}
