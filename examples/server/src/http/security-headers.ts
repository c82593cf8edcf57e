import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Headers of answers that are data: whatever a browser takes them for, nothing in them runs. Those that only say
 * something about pages are left out, since this is most of what a busy server sends.
 */
export const apiHeaders: Middleware = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  // The policy's frame-ancestors says it.
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})

/** Headers of the web app: everything from this server, and its socket. */
export const webHeaders: Middleware = helmet(webPolicy("'none'"))

/**
 * Headers of the pages that are made to be shown inside others: the widget and the overlay. They show what anybody may
 * see, and know of no session.
 */
export const embedHeaders: Middleware = helmet({
  ...webPolicy('*'),
  xFrameOptions: false,
  crossOriginResourcePolicy: { policy: 'cross-origin' },
})

function webPolicy(frameAncestors: string) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", (request: IncomingMessage) => socketOrigins(request)],
        // QR codes and the dots of charts are drawn on the page.
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'"],
        // Charts place their labels by style attributes; a style element of somebody else's stays forbidden.
        styleSrcAttr: ["'unsafe-inline'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: [frameAncestors],
      },
    },
  }
}

/** Some browsers do not take 'self' to include the socket of the same host. */
function socketOrigins({ headers: { host } }: IncomingMessage): string {
  return host !== undefined && /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host)
    ? `ws://${host} wss://${host}`
    : "'self'"
}
