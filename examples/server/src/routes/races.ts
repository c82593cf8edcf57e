import {
  aroundOnBoard,
  findOnBoard,
  listRaces,
  listRulings,
  loadProgression,
  loadTopProgressions,
  searchBoard,
  summarizeRaces,
} from '@goated/races'
import { type Db, GoatedError } from '@goated/schema'
import type { Boards, RaceView } from '../boards/boards.ts'
import type { Handlers } from '../http/route-context.ts'
import { shownRace, shownRaceOf } from '../views/shown-race.ts'
import { standingJson } from '../views/standings.ts'

/** Races and their standings. */
export function raceHandlers({ db, boards }: { db: Db; boards: Boards }) {
  return {
    async listRaces({ query: { status, limit, offset } }) {
      return {
        key: [boards.listsVersion(), status, limit, offset],
        async build() {
          const { items, total } = await listRaces(db, { status, limit, offset })
          const summaries = await summarizeRaces(db, { races: items })
          return {
            items: summaries.map((summary) => shownRace(summary, boards.isRaceStale(summary.race))),
            total,
            limit,
            offset,
          }
        },
      }
    },
    async getCurrentRace() {
      const view = await boards.currentRace()
      if (!view) throw new GoatedError('RACE_NOT_FOUND', 'There is no race.')
      return raceAnswer(view)
    },
    async getRace({ params }) {
      return raceAnswer(await boards.race(params.id))
    },
    async listStandings({ params: { id }, query: { limit, offset, search = '' } }) {
      const view = await boards.race(id)
      const stale = boards.isRaceStale(view.board.race)
      return {
        key: [id, view.fingerprint, stale, limit, offset, search.toLowerCase()],
        build() {
          const { entries, version, asOf } = view.board
          const found = search === '' ? entries : searchBoard(view.board, search, entries.length)
          return {
            raceId: id,
            version,
            updatedAt: asOf?.toISOString() ?? null,
            stale,
            items: found.slice(offset, offset + limit).map((entry) => standingJson(entry, boards.showPlayer)),
            total: found.length,
            limit,
            offset,
          }
        },
      }
    },
    async getStandingsAround({ params, query: { radius } }) {
      const { view, entrant } = await findEntrant(params)
      return {
        key: [view.board.race.id, view.fingerprint, radius, entrant.userId],
        build: () => ({
          rank: entrant.rank,
          key: boards.showPlayer(entrant).key,
          items: aroundOnBoard(view.board, entrant.username, radius).map((entry) =>
            standingJson(entry, boards.showPlayer),
          ),
        }),
      }
    },
    async getParticipantHistory({ params }) {
      const { view, entrant } = await findEntrant(params)
      const { race } = view.board
      return {
        key: [race.id, view.fingerprint, entrant.userId],
        build: async () => ({
          ...boards.showPlayer(entrant),
          raceId: race.id,
          items: await loadProgression(db, { raceId: race.id, userId: entrant.userId }),
        }),
      }
    },
    async listRulings({ params: { id }, query: { limit, offset } }) {
      const { fingerprint } = await boards.race(id)
      return {
        key: [id, fingerprint, boards.namesVersion(), limit, offset],
        async build() {
          const { items, total } = await listRulings(db, { raceId: id, limit, offset })
          return {
            raceId: id,
            items: items.map((ruling) => ({ ...ruling, ...boards.showPlayer(ruling) })),
            total,
            limit,
            offset,
          }
        },
      }
    },
    async getRaceProgressions({ params: { id }, query: { limit } }) {
      const { fingerprint } = await boards.race(id)
      return {
        key: [id, fingerprint, limit],
        async build() {
          const players = await loadTopProgressions(db, { raceId: id, limit })
          return {
            raceId: id,
            players: players.map(({ points, ...player }) => ({
              ...boards.showPlayer(player),
              rank: player.rank,
              points,
            })),
          }
        },
      }
    },
  } satisfies Partial<Handlers>

  function raceAnswer(view: RaceView) {
    const { race } = view.board
    const stale = boards.isRaceStale(race)
    return { key: [race.id, view.fingerprint, stale], build: () => shownRaceOf(view, stale) }
  }

  /** A player whose name is hidden cannot be looked up by it. */
  async function findEntrant({ id, username }: { id: number; username: string }) {
    const view = await boards.race(id)
    const entrant = findOnBoard(view.board, username)
    if (!entrant || entrant.nameHidden)
      throw new GoatedError('PARTICIPANT_NOT_FOUND', 'No player of this name is in this race.')
    return { view, entrant }
  }
}
