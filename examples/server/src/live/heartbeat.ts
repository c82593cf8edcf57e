import { setImmediate } from 'node:timers/promises'
import type { WebSocket } from 'ws'

/** Pings sockets at intervals, and ends those that did not answer the ping before. */
export interface Heartbeat {
  watch(socket: WebSocket): void
  stop(): void
}

const socketsAtOnce = 500

/** Starts the heartbeat of a server's sockets. */
export function startHeartbeat(sockets: ReadonlySet<WebSocket>, intervalMs: number): Heartbeat {
  const silent = new WeakSet<WebSocket>()

  async function beat(): Promise<void> {
    let left = socketsAtOnce
    for (const socket of sockets) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
      if (--left > 0) continue
      // With thousands of sockets, requests must not wait for all of them.
      left = socketsAtOnce
      await setImmediate()
    }
  }

  const timer = setInterval(() => void beat(), intervalMs)
  timer.unref()
  return {
    watch(socket) {
      socket.on('pong', () => silent.delete(socket))
    },
    stop: () => clearInterval(timer),
  }
}
