import { createHash, timingSafeEqual } from 'node:crypto'
import { type IRouter, Router } from 'express'
import { notFound } from '../http/problem.ts'
import type { Metrics } from '../metrics/metrics.ts'

/** Metrics for Prometheus, for holders of the token. If no token is set, nobody can read them. */
export function metricsRoute(metrics: Metrics, token: string | undefined): IRouter {
  const router = Router()
  router.get('/metrics', async (request, response, next) => {
    // A client without the token cannot tell that there are metrics.
    if (token === undefined || !sameText(request.headers.authorization ?? '', `Bearer ${token}`))
      return notFound(request, response, next)
    const { type, body } = await metrics.render()
    response.set({ 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body)
  })
  return router
}

/** Compares without telling by the time how much of it is right. */
function sameText(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(wanted))
}
