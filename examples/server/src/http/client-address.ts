import type { IncomingMessage } from 'node:http'
import type { Express } from 'express'
import proxyAddr from 'proxy-addr'

/**
 * Makes the function that tells where a request comes from, by the app's setting of which proxies are believed: for
 * what is served before Express sees it.
 */
export function createAddressOf(app: () => Express): (request: IncomingMessage) => string {
  return (request) => proxyAddr(request, trustOf(app()))
}

/** Whether the other end of a connection is a proxy whose word is taken. */
export function trustsProxy(app: Express, address: string): boolean {
  return trustOf(app)(address, 0)
}

function trustOf(app: Express): (address: string, hop: number) => boolean {
  return app.get('trust proxy fn') as (address: string, hop: number) => boolean
}
