import type { IRouter, Request } from 'express'
import { type CachedResponse, sendCached } from './cached-response.ts'
import { methodNotAllowed } from './problem.ts'

/** Adds a public route that can only be read, and answers 405 to every other method. */
export function getRoute(router: IRouter, path: string, answer: (request: Request) => Promise<CachedResponse>): void {
  router
    .route(path)
    .get((request, response) => answer(request).then((cached) => sendCached(request, response, cached)))
    .all(methodNotAllowed('GET, HEAD, OPTIONS'))
}
