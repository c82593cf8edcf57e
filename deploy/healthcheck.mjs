// Asks the app in this container whether it can do its work; exit code 0 when it can.
const port = process.env.WORKER_METRICS_PORT || process.env.PORT || '3000'
try {
  const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4000) })
  process.exitCode = response.ok ? 0 : 1
} catch {
  process.exitCode = 1
}
