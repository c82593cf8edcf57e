import { readEnvironment } from './environment.ts'
import { startUpstream } from './server.ts'
import { createSimulation } from './simulation.ts'

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const settings = readEnvironment(process.env)
  const startedAt = new Date()
  const simulation = createSimulation({
    seed: settings.SEED,
    players: settings.PLAYERS,
    startAt: startedAt,
    timeZone: settings.TIME_ZONE,
    weekStartsOn: settings.WEEK_STARTS_ON,
    speed: settings.SPEED,
    activity: settings.ACTIVITY,
    ...(settings.NEWCOMERS_PER_HOUR === undefined ? {} : { newcomersPerHour: settings.NEWCOMERS_PER_HOUR }),
  })
  const upstream = await startUpstream({
    simulation,
    startedAt,
    port: settings.PORT,
    host: settings.HOST,
    faultControl: settings.FAULT_CONTROL,
    ...(settings.UPSTREAM_TOKEN === undefined ? {} : { token: settings.UPSTREAM_TOKEN }),
  })
  console.log(`${settings.PLAYERS} simulated players at ${settings.SPEED}x: ${upstream.url}/referral-leaderboard/DEMO`)
  console.log(`The same rows with an as-of time: ${upstream.url}/affiliate/stats`)

  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void upstream.close())
}
