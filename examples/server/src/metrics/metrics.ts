import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { SocketStats } from '../live/socket-server.ts'

/** What the server counts for Prometheus. */
export interface Metrics {
  requestServed(request: { method: string; route: string; status: number; seconds: number }): void
  /** The text that Prometheus reads. */
  render(): Promise<{ type: string; body: string }>
}

export interface MetricsSources {
  sockets(): SocketStats
  /** Of the newest good reading; null when there is none. */
  readingAgeSeconds(): number | null
  boardsHeld(): number
}

/** Makes a registry of its own, so that two servers in one process do not share their counts. */
export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'goated_http_request_duration_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  })
  const gauges: [name: string, help: string, read: () => number][] = [
    ['goated_ws_connections', 'Open sockets', () => sources.sockets().connections],
    ['goated_ws_subscriptions', 'Topics followed, over all sockets', () => sources.sockets().subscriptions],
    ['goated_boards_held', 'Boards in memory', () => sources.boardsHeld()],
    // A missing reading is infinitely old: an alarm on the age then fires too.
    ['goated_reading_age_seconds', 'Age of the newest good reading', () => sources.readingAgeSeconds() ?? Infinity],
  ]
  for (const [name, help, read] of gauges)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read())
      },
    })
  const counters: [name: string, help: string, read: () => number][] = [
    ['goated_ws_messages_sent_total', 'Messages sent to sockets', () => sources.sockets().messagesSent],
    ['goated_ws_bytes_sent_total', 'Bytes sent to sockets', () => sources.sockets().bytesSent],
    ['goated_ws_dropped_slow_total', 'Sockets closed because they did not read', () => sources.sockets().droppedSlow],
    ['goated_ws_refused_total', 'Sockets refused', () => sources.sockets().refused],
  ]
  for (const [name, help, read] of counters)
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset()
        this.inc(read())
      },
    })
  // Finding a series by its labels takes longer than the count itself; routes, methods and statuses are few.
  const series = new Map<string, Histogram.Internal<string>>()
  return {
    requestServed({ method, route, status, seconds }) {
      const key = `${method} ${status} ${route}`
      const found = series.get(key) ?? requests.labels(method, route, String(status))
      series.set(key, found)
      found.observe(seconds)
    },
    render: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  }
}
