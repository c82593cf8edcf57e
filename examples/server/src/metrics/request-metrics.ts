import type { Request, RequestHandler } from 'express'
import type { Metrics } from './metrics.ts'

/** Measures every request, by the route that served it. */
export function requestMetrics(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    response.once('finish', () => {
      metrics.requestServed({
        method: request.method,
        route: routeOf(request),
        status: response.statusCode,
        seconds: (performance.now() - started) / 1000,
      })
    })
    next()
  }
}

/** The path with its parameters as names: an address of each player would be a series of its own. */
function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { path?: string | string[] }
  if (typeof path === 'string') return path
  return request.originalUrl.startsWith('/api/') ? 'other' : 'web'
}
