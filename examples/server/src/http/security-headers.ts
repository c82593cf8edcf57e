import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/** Headers of answers that are data: whatever a browser takes them for, nothing in them runs. */
export const apiHeaders: Middleware = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
})

/** Headers of the web app: everything from this server, and its socket. */
export const webHeaders: Middleware = helmet(webPolicy("'none'"))

/**
 * Headers of the pages that are made to be shown inside others: the widget and the overlay. They show what anybody may
 * see, and know of no session.
 */
export const embedHeaders: Middleware = (request, response, next) => {
  // Set for everything else before; browsers that know the policy go by that, others by this.
  response.removeHeader('X-Frame-Options')
  embedPolicy(request, response, next)
}

const embedPolicy = helmet({
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
