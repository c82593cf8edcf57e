import { listHistoricalRaces, loadHistoricalRace, loadRaceVerification, raceEvidence } from '@goated/races'
import { type Db, GoatedError, isGoatedError } from '@goated/schema'
import type { Boards } from '../boards/boards.ts'
import type { Handlers } from '../http/route-context.ts'
import { evidenceJson } from '../views/evidence.ts'
import { historicalStanding, shownHistoricalRace } from '../views/historical-race.ts'

/** The archive of completed races. */
export function historicalRaceHandlers({ db, boards }: { db: Db; boards: Boards }) {
  return {
    async listHistoricalRaces({ query: { raceId, limit, offset } }) {
      return {
        key: [boards.listsVersion(), boards.namesVersion(), raceId, limit, offset],
        async build() {
          const { items, total } = await listHistoricalRaces(db, { raceId, limit, offset })
          return { items: items.map((race) => shownHistoricalRace(race, boards.showPlayer)), total, limit, offset }
        },
      }
    },
    async getHistoricalRace({ params: { id }, query: { limit, offset } }) {
      return {
        // The archived race never changes, but the names and the mark of having been verified may.
        key: [id, boards.listsVersion(), boards.namesVersion(), limit, offset],
        async build() {
          const { standings, ...race } = await loadHistoricalRace(db, { id, limit, offset })
          return {
            ...shownHistoricalRace(race, boards.showPlayer),
            participants: {
              items: standings.map((standing) => historicalStanding(standing, boards.showPlayer)),
              total: race.participantCount,
              limit,
              offset,
            },
          }
        },
      }
    },
    async getRaceVerification({ params: { id } }) {
      return {
        key: [id, boards.listsVersion()],
        build: () => loadRaceVerification(db, { archiveId: id }),
      }
    },
    async getRaceEvidence({ params: { id }, query: { limit, offset } }) {
      return {
        key: [id, boards.listsVersion(), boards.namesVersion(), limit, offset],
        build: async () => evidenceJson(await loadEvidence(id, { limit, offset }), boards.showPlayer),
      }
    },
  } satisfies Partial<Handlers>

  async function loadEvidence(archiveId: number, page: { limit: number; offset: number }) {
    try {
      return await raceEvidence(db, { archiveId }, page)
    } catch (error) {
      if (!isGoatedError(error, 'RACE_NOT_FOUND')) throw error
      throw new GoatedError('HISTORICAL_RACE_NOT_FOUND', 'There is no such race in the archive.')
    }
  }
}
