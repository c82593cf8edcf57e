import { ensureFirstAdmin } from '@goated/accounts'
import { createLogger } from '@goated/example-logging'
import { createServer } from '@goated/example-server'
import { createSimulation, startUpstream } from '@goated/example-upstream'
import { buildWeb } from '@goated/example-web/build'
import { runTick, startWorker } from '@goated/example-worker'
import { createAccountCache, goatedSource } from '@goated/ingest'
import { connect, migrate, systemClock } from '@goated/schema'
import { ensureSeries, findFirstSeries } from './demo-series.ts'
import type { DemoSettings } from './settings.ts'

/** Who may sign in to the admin desk of every demo. */
export const DEMO_ADMIN = { username: 'admin', password: 'goated-demo' }

export interface Demo {
  /** Where the board is. */
  url: string
  upstreamUrl: string
  db: Awaited<ReturnType<typeof connect>>['db']
  close(): Promise<void>
}

/** Starts everything in this process: simulated upstream, worker, server and web, on an embedded database. */
export async function startDemo(settings: DemoSettings): Promise<Demo> {
  const logger = createLogger({ service: 'demo', level: settings.LOG_LEVEL })
  const connection = await connect(settings.DATABASE_URL)
  const { db } = connection
  const closing: (() => Promise<void>)[] = [() => connection.close()]
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step()
  }
  try {
    await migrate(db)
    const now = new Date()
    const first = await findFirstSeries(db)
    const upstream = await startUpstream({
      // Newcomers count from the demo's first start, so that a restart finds everyone again.
      simulation: createSimulation({
        seed: settings.SEED,
        players: settings.PLAYERS,
        startAt: now,
        newcomersFrom: first?.createdAt ?? now,
        activity: 80,
      }),
      startedAt: now,
      token: 'demo-token',
      faultControl: true,
    })
    closing.push(() => upstream.close())
    const source = goatedSource({ url: `${upstream.url}/referral-leaderboard/DEMO`, token: 'demo-token' })
    // A race needs to know where everyone stood before it began.
    await runTick({ db, source, clock: systemClock, cache: createAccountCache() })
    await ensureSeries(db, { source, raceSeconds: settings.RACE_SECONDS, now: new Date() })
    const tickMs = settings.TICK_SECONDS * 1000
    await ensureFirstAdmin(db, DEMO_ADMIN)
    const server = createServer({
      db,
      source: source.id,
      calendar: source.calendar,
      secret: 'a demo keeps nothing that would have to be secret',
      adminTotp: 'optional',
      site: { footer: { text: 'A demo with invented players and no money.', links: [], minAge: 18 } },
      webRoot: await buildWeb(),
      logger,
      staleAfterMs: Math.max(15_000, 5 * tickMs),
    })
    closing.push(() => server.close())
    const worker = startWorker({
      db,
      source,
      intervalMs: tickMs,
      logger,
      publish: (events) => server.publish(events),
    })
    closing.push(() => worker.stop())
    const { url } = await server.start(settings.PORT, settings.HOST)
    return { url, upstreamUrl: upstream.url, db, close }
  } catch (error) {
    await close()
    throw error
  }
}
