import { IncomingMessage } from 'node:http'

/**
 * A request that asks for an upgrade only if it asks for a WebSocket. What else a client offers (curl offers HTTP/2) is
 * ignored, as if nobody had asked, and the request is answered. A class, because that is what Node takes: it has no other
 * way to tell the two apart for each request before Node 22.
 */
export class UpgradableRequest extends IncomingMessage {
  declare private asked: boolean | undefined

  get upgrade(): boolean {
    return this.asked === true && /^\s*websocket\s*$/i.test(this.headers.upgrade ?? '')
  }

  /** Node sets it while it reads the head. */
  set upgrade(asked: boolean) {
    this.asked = asked
  }
}
