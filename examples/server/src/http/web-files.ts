import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import express, { type IRouter, Router } from 'express'
import { LRUCache } from 'lru-cache'
import { type CachedResponse, sendCached, toCachedResponse } from './cached-response.ts'
import { embedHeaders, webHeaders } from './security-headers.ts'

// Names in assets/ contain a hash of the content, so what was read once stays true.
const immutable = 'public, max-age=31536000, immutable'
const types: Record<string, string> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** Pages made to be shown inside others, and the script that puts them there. */
const embedded = /^\/(?:embed|overlay)(?:\/|$)|^\/goated-board\.js$/

/** A file, at the top or among the assets; further down a dot may be part of a player's name. */
const file = /^\/assets\/|^\/[^/]*\.\w+$/

/** Serves the built web app: one page, whatever the address. */
export function webFiles(webRoot: string): IRouter {
  const router = Router()
  router.use((request, response, next) =>
    (embedded.test(request.path) ? embedHeaders : webHeaders)(request, response, next),
  )
  router.get('/assets/:name', compressedAssets(join(webRoot, 'assets')))
  router.use(
    express.static(webRoot, {
      setHeaders(response, path) {
        // Pages elsewhere load it as a module, which browsers allow only where the server says so.
        if (path.endsWith('goated-board.js')) response.setHeader('Access-Control-Allow-Origin', '*')
        response.setHeader('Cache-Control', path.startsWith(join(webRoot, 'assets/')) ? immutable : 'no-cache')
      },
    }),
  )
  router.get('/{*path}', (request, response, next) => {
    // A missing script answered with a page would fail in a way that is hard to read.
    if (file.test(request.path) || !request.accepts('html')) next()
    else response.sendFile('index.html', { root: webRoot, headers: { 'Cache-Control': 'no-cache' } })
  })
  return router
}

/** Scripts and styles, compressed once. */
function compressedAssets(folder: string): express.RequestHandler<{ name: string }> {
  const files = new LRUCache<string, CachedResponse, string>({
    max: 100,
    fetchMethod: async (name, _old, { context: type }) => toCachedResponse(await readFile(join(folder, name)), type),
  })
  return async (request, response, next) => {
    const { name } = request.params
    const type = types[/^[\w-][\w.-]*\.(?<extension>js|css)$/.exec(name)?.groups?.['extension'] ?? '']
    if (type === undefined) return next()
    let found: CachedResponse
    try {
      found = await files.forceFetch(name, { context: type })
    } catch {
      return next()
    }
    return sendCached(request, response, found, immutable)
  }
}
