import { listIngestRuns, listQuarantined, loadQuarantined, requestReading, summarizeIngest } from '@goated/ingest'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Boards } from '../../boards/boards.ts'
import type { Handlers } from '../../http/route-context.ts'
import { ingestHealth } from '../../views/ingest-health.ts'

/** Readings of the affiliate API. */
export function adminIngestHandlers(deps: AuditedDeps & { boards: Boards; source: string }) {
  const { db, clock, boards, source } = deps
  return {
    async listIngestRuns({ query }) {
      const { items, total } = await listIngestRuns(db, { source, ...query })
      return { items, total, limit: query.limit, offset: query.offset }
    },
    async getIngestHealth({ query: { hours } }) {
      const to = clock.now()
      const from = new Date(to.getTime() - hours * 3_600_000)
      const health = await summarizeIngest(db, { source, from, to, now: to })
      return ingestHealth(health, { source, from, to, stale: boards.areLeaderboardsStale() })
    },
    async listQuarantined({ query: { limit, offset } }) {
      const { items, total } = await listQuarantined(db, { source, limit, offset })
      return { items, total, limit, offset }
    },
    async getQuarantined({ params: { id } }) {
      const reading = await loadQuarantined(db, { id })
      return { ...reading, detail: reading.run.detail }
    },
    async requestReading(context) {
      const { trust } = context.body
      return audited(
        deps,
        context,
        (tx) => requestReading(tx, { source, trust, requestedBy: userIdOf(context.actor) }, { clock }),
        () => ({ action: 'reading.request', targetKind: 'source', targetId: source, details: { trust } }),
      )
    },
  } satisfies Partial<Handlers>
}
