import type { IncomingMessage } from 'node:http'
import { parse, serialize } from 'cookie'

/** The cookie that holds a session's token. */
export interface SessionCookie {
  /** The token that a request carries. */
  read(request: IncomingMessage): string | undefined
  /** A Set-Cookie header that keeps the token until then, or takes it away. */
  write(token: string, expiresAt: Date): string
  clear(): string
}

/**
 * Makes the session's cookie. It is bound to this host and to https (`__Host-`), which browsers grant to localhost
 * without https as well. Only a site that says of itself that it is served over plain http gets one without.
 */
export function createSessionCookie(publicUrl: string | undefined): SessionCookie {
  const plain = publicUrl !== undefined && isPlainHttp(new URL(publicUrl))
  const name = plain ? 'goated' : '__Host-goated'
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: !plain } as const
  return {
    read: (request) => parse(request.headers.cookie ?? '')[name],
    write: (token, expires) => serialize(name, token, { ...attributes, expires }),
    clear: () => serialize(name, '', { ...attributes, maxAge: 0 }),
  }
}

function isPlainHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname !== 'localhost' && !/^127\.|^\[::1\]$/.test(hostname)
}
