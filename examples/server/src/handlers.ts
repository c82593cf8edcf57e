import type { Site } from '@goated/example-contract'
import type { SourceKind } from '@goated/ingest'
import type { Calendar } from '@goated/races'
import type { AuditedDeps } from './auth/audited.ts'
import type { Boards } from './boards/boards.ts'
import type { Handlers } from './http/route-context.ts'
import { adminAuditLogHandlers } from './routes/admin/audit-log.ts'
import { adminEntrantHandlers } from './routes/admin/entrants.ts'
import { adminIngestHandlers } from './routes/admin/ingest.ts'
import { adminPayoutHandlers } from './routes/admin/payouts.ts'
import { adminRaceHandlers } from './routes/admin/races.ts'
import { adminSeriesHandlers } from './routes/admin/series.ts'
import { adminTokenHandlers } from './routes/admin/tokens.ts'
import { adminUserHandlers } from './routes/admin/users.ts'
import { historicalRaceHandlers } from './routes/historical-races.ts'
import { leaderboardHandlers } from './routes/leaderboards.ts'
import { meHandlers } from './routes/me.ts'
import { mySecondFactorHandlers } from './routes/my-second-factor.ts'
import { mySessionsHandlers } from './routes/my-sessions.ts'
import { playerHandlers } from './routes/players.ts'
import { raceHandlers } from './routes/races.ts'
import { type SessionDeps, sessionHandlers } from './routes/session.ts'
import { siteHandlers } from './routes/site.ts'

export interface HandlerDeps extends AuditedDeps, SessionDeps {
  boards: Boards
  source: string
  sourceKind: SourceKind
  calendar: Calendar
  site: Site
}

/** A handler for every route of the contract. */
export function createHandlers(deps: HandlerDeps): Handlers {
  return {
    ...raceHandlers(deps),
    ...leaderboardHandlers(deps),
    ...historicalRaceHandlers(deps),
    ...playerHandlers(deps),
    ...siteHandlers(deps.site),
    ...sessionHandlers(deps),
    ...meHandlers({ ...deps, siteName: deps.site.name }),
    ...mySecondFactorHandlers({ ...deps, siteName: deps.site.name }),
    ...mySessionsHandlers(deps),
    ...adminRaceHandlers(deps),
    ...adminSeriesHandlers(deps),
    ...adminEntrantHandlers(deps),
    ...adminPayoutHandlers(deps),
    ...adminIngestHandlers(deps),
    ...adminUserHandlers(deps),
    ...adminTokenHandlers(deps),
    ...adminAuditLogHandlers(deps),
  }
}
