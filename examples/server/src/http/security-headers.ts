import type { IncomingMessage } from 'node:http'
import helmet from 'helmet'

type Middleware = ReturnType<typeof helmet>

/** Headers of answers that are data: whatever a browser takes them for, nothing in them runs. */
export const apiHeaders: Middleware = helmet({
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
})

/** Headers of the web app: everything from this server, and its socket. */
export const webHeaders: Middleware = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      connectSrc: ["'self'", (request) => socketOrigins(request)],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
})

/** Some browsers do not take 'self' to include the socket of the same host. */
function socketOrigins({ headers: { host } }: IncomingMessage): string {
  return host !== undefined && /^[\w.-]+(?::\d+)?$|^\[[\da-f:.]+\](?::\d+)?$/i.test(host)
    ? `ws://${host} wss://${host}`
    : "'self'"
}
