import { GoatedError } from '@goated/schema'
import type { Request } from 'express'

/**
 * Refuses a request that changes something and was sent by a page of another site (CSRF). Browsers name the page's
 * origin in every such request; a program without a browser names none, and has no cookie that could be abused.
 *
 * @param allowed origins that count as our own besides the one the request was sent to
 * @throws ORIGIN_REFUSED
 */
export function requireSameOrigin(request: Request, allowed: readonly string[]): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site') throw refused()
  if (origin === undefined || allowed.includes(origin)) return
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host?.toLowerCase()) throw refused()
}

function refused(): GoatedError {
  return new GoatedError('ORIGIN_REFUSED', 'Requests that change something must come from our own pages.')
}
