import { aroundOnBoard, findOnBoard, searchBoard } from '@goated/races'
import { GoatedError } from '@goated/schema'
import type { Boards } from '../boards/boards.ts'
import type { Handlers } from '../http/route-context.ts'
import { leaderboardEntryJson, leaderboardJson } from '../views/leaderboard.ts'

/** All players by what they wagered in a period of the provider's. */
export function leaderboardHandlers({ boards }: { boards: Boards }) {
  return {
    async getLeaderboard({ params: { period }, query: { limit, offset, search = '' } }) {
      const board = await boards.leaderboard(period)
      const stale = boards.areLeaderboardsStale()
      return {
        key: [period, board.version, boards.namesVersion(), stale, limit, offset, search.toLowerCase()],
        build() {
          const found = search === '' ? board.entries : searchBoard(board, search, board.entries.length)
          return {
            ...leaderboardJson(board, stale),
            items: found
              .slice(offset, offset + limit)
              .map((entry) => leaderboardEntryJson(entry, board, boards.showPlayer)),
            total: found.length,
            limit,
            offset,
          }
        },
      }
    },
    async getLeaderboardAround({ params: { period, username }, query: { radius } }) {
      const board = await boards.leaderboard(period)
      const player = findOnBoard(board, username)
      if (!player || player.nameHidden)
        throw new GoatedError('PLAYER_NOT_FOUND', 'No player of this name is on this leaderboard.')
      return {
        key: [period, board.version, boards.namesVersion(), radius, player.userId],
        build: () => ({
          rank: player.rank,
          key: boards.showPlayer(player).key,
          items: aroundOnBoard(board, player.username, radius).map((entry) =>
            leaderboardEntryJson(entry, board, boards.showPlayer),
          ),
        }),
      }
    },
  } satisfies Partial<Handlers>
}
