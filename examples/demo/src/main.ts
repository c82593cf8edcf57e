import { isGoatedError } from '@goated/schema'
import { DEMO_ADMIN, type Demo, startDemo } from './demo.ts'
import { readSettings } from './settings.ts'
import { runSmoke } from './smoke.ts'

try {
  const settings = readSettings(process.env)
  if (process.argv.includes('--smoke')) process.exit(await runSmoke(settings))
  const demo = await startDemo(settings)
  welcome(demo, settings.RACE_SECONDS, settings.TICK_SECONDS)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nStopping. The data stays; start again to go on.')
      void demo.close().then(() => process.exit(0))
    })
  }
} catch (error) {
  console.error(explain(error))
  process.exit(1)
}

function welcome({ url, upstreamUrl }: Demo, raceSeconds: number, tickSeconds: number): void {
  console.log(`
  Goated is running: everything in this one process, on an embedded database.

  Live board      ${url}
  Admin desk      ${url}/admin  (sign in as ${DEMO_ADMIN.username}, password ${DEMO_ADMIN.password})
  API             ${url}/api/docs
  Upstream        ${upstreamUrl}/affiliate/stats  (simulated casino, Bearer demo-token)

  A reading every ${tickSeconds} s, a race every ${raceSeconds} s: watch it end, be archived and start anew.
  Break it:       curl -X POST -H 'authorization: Bearer demo-token' '${upstreamUrl}/_fault?kind=down'
  Stop it:        Ctrl-C. Nothing that was stored is lost, even by kill -9.
`)
}

function explain(error: unknown): string {
  if (isGoatedError(error)) return `${error.code}: ${error.message}`
  if ((error as { code?: unknown }).code === 'EADDRINUSE')
    return 'The port is taken. Choose another: PORT=3001 npm run demo'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
