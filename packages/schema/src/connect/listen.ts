import type { Connection, ListenOptions } from './connection.ts'

/** What listening needs of a client of `pg` or of Neon's driver. */
interface ListenClient {
  connect(): Promise<unknown>
  query(text: string): Promise<unknown>
  end(): Promise<void>
  on(event: 'notification', listener: (message: { channel: string; payload?: string | undefined }) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'end', listener: () => void): unknown
}

interface Subscription extends ListenOptions {
  channel: string
  onMessage: (payload: string) => void
}

const pingMs = 30_000
const reconnectMaxMs = 10_000

/** Listens on a connection of its own, which is opened with the first subscription and replaced when it breaks. */
export function createListener(
  openClient: () => ListenClient,
  onError: (error: Error) => void,
): { listen: NonNullable<Connection['listen']>; close(): Promise<void> } {
  const subscriptions = new Set<Subscription>()
  let current: Promise<ListenClient> | undefined
  let retry: NodeJS.Timeout | undefined
  let ping: NodeJS.Timeout | undefined
  let failures = 0
  let closed = false

  async function start(): Promise<ListenClient> {
    const client = openClient()
    client.on('error', onError)
    client.on('notification', ({ channel, payload }) => {
      for (const each of subscriptions) if (each.channel === channel) each.onMessage(payload ?? '')
    })
    await client.connect()
    client.on('end', restart)
    for (const channel of new Set([...subscriptions].map((each) => each.channel)))
      await client.query(command('listen', channel))
    // A line that is cut without a word looks the same as a quiet one, until one asks.
    ping = setInterval(() => {
      client.query('select 1').catch(() => client.end().catch(() => {}))
    }, pingMs)
    ping.unref()
    failures = 0
    return client
  }

  function restart(): void {
    clearInterval(ping)
    current = undefined
    if (closed || subscriptions.size === 0) return
    const pause = Math.min(reconnectMaxMs, 100 * 2 ** failures) * (0.5 + Math.random() / 2)
    failures = Math.min(failures + 1, 10)
    retry = setTimeout(() => {
      current = start()
      current.then(
        () => {
          for (const each of subscriptions) each.onReconnect?.()
        },
        (error: Error) => {
          onError(error)
          restart()
        },
      )
    }, pause)
    retry.unref()
  }

  async function listen(channel: string, onMessage: (payload: string) => void, options: ListenOptions = {}) {
    const subscription: Subscription = { channel, onMessage, ...options }
    subscriptions.add(subscription)
    try {
      if (current) await (await current).query(command('listen', channel))
      else {
        clearTimeout(retry)
        current = start()
        await current
      }
    } catch (error) {
      subscriptions.delete(subscription)
      current = undefined
      throw error
    }
    return async () => {
      subscriptions.delete(subscription)
      if ([...subscriptions].some((each) => each.channel === channel)) return
      // A broken line listens to nothing, so a failure here is as good as success.
      await current?.then((client) => client.query(command('unlisten', channel))).catch(() => {})
    }
  }

  async function close(): Promise<void> {
    closed = true
    clearTimeout(retry)
    clearInterval(ping)
    await current?.then((client) => client.end()).catch(() => {})
  }

  return { listen, close }
}

function command(verb: 'listen' | 'unlisten', channel: string): string {
  return `${verb} "${channel.replaceAll('"', '""')}"`
}
