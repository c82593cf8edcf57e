import type { IncomingMessage } from 'node:http'
import { networkOf } from '@goated/accounts'

/** Decides who may open a socket. */
export interface Admission {
  /** Counts who is let in, until released; otherwise says why not. */
  admit(request: IncomingMessage): { release(): void } | Refusal
}

/** The answer to who is not let in. */
export interface Refusal {
  status: 403 | 404 | 429 | 503
  reason: string
}

export interface AdmissionOptions {
  /** Pages of these origins may connect too, besides those of the server's own host. */
  allowedOrigins: readonly string[]
  connectionsMax: number
  connectionsPerAddressMax: number
  addressOf(request: IncomingMessage): string
  isClosing(): boolean
}

/** Makes the rules for one server. */
export function createAdmission(options: AdmissionOptions): Admission {
  const allowed = new Set(options.allowedOrigins)
  const byAddress = new Map<string, number>()
  let connections = 0

  function refusalOf(request: IncomingMessage, address: string): Refusal | undefined {
    if (request.url?.split('?', 1)[0] !== '/ws') return { status: 404, reason: 'Sockets are served at /ws only.' }
    if (!isOwnPage(request, allowed)) return { status: 403, reason: 'Pages of this origin may not connect.' }
    if (options.isClosing()) return { status: 503, reason: 'The server is shutting down.' }
    if (connections >= options.connectionsMax) return { status: 503, reason: 'Too many connections.' }
    if ((byAddress.get(address) ?? 0) >= options.connectionsPerAddressMax)
      return { status: 429, reason: 'Too many connections from this address.' }
    return undefined
  }

  return {
    admit(request) {
      const address = networkOf(options.addressOf(request))
      const refusal = refusalOf(request, address)
      if (refusal) return refusal
      connections++
      byAddress.set(address, (byAddress.get(address) ?? 0) + 1)
      return {
        release() {
          connections--
          const left = (byAddress.get(address) ?? 0) - 1
          if (left > 0) byAddress.set(address, left)
          else byAddress.delete(address)
        },
      }
    },
  }
}

/** A browser names the page that connects; anything else than a browser could name whatever it likes. */
function isOwnPage({ headers: { origin, host } }: IncomingMessage, allowed: ReadonlySet<string>): boolean {
  if (origin === undefined || allowed.has(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
