import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type IRouter, Router } from 'express'
import helmet from 'helmet'
import { type CachedResponse, sendCached, toCachedResponse } from '../http/cached-response.ts'
import { openApiDocument } from './openapi.ts'

const require = createRequire(import.meta.url)

/** The OpenAPI document, and a page to read it by and try it out. */
export function apiReference(siteName: string): IRouter {
  const router = Router()
  const document = toCachedResponse(
    Buffer.from(JSON.stringify(openApiDocument(siteName))),
    'application/json; charset=utf-8',
  )
  const page = toCachedResponse(Buffer.from(pageOf(siteName)), 'text/html; charset=utf-8')
  const start = toCachedResponse(Buffer.from(startScript), 'text/javascript; charset=utf-8')
  const colours = toCachedResponse(Buffer.from(legibleColours), 'text/css; charset=utf-8')

  router.get('/api/openapi.json', (request, response) => sendCached(request, response, document))
  // Only these files: the package of Swagger UI has others that are not for visitors.
  const files = new Map([
    ['/api/docs', page],
    ['/api/docs/start.js', start],
    ['/api/docs/colours.css', colours],
    ['/api/docs/swagger-ui.css', swaggerFile('swagger-ui.css', 'text/css; charset=utf-8')],
    ['/api/docs/swagger-ui-bundle.js', swaggerFile('swagger-ui-bundle.js', 'text/javascript; charset=utf-8')],
  ])
  for (const [path, cached] of files)
    router.get(path, pageHeaders, (request, response) => sendCached(request, response, cached))
  return router
}

function swaggerFile(name: string, type: string): CachedResponse {
  return toCachedResponse(readFileSync(join(dirname(require.resolve('swagger-ui-dist')), name)), type)
}

/** Swagger UI sets styles and pictures by itself; scripts come from this server only. */
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
})

function pageOf(siteName: string): string {
  const title = `${siteName} API`.replaceAll(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/colours.css">
</head>
<body>
<main id="reference"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`
}

const startScript = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
})
`

/** Swagger UI's own colours are too pale to read in these places. */
const legibleColours = `.swagger-ui .info .title small { background: #55585f }
.swagger-ui .info .title small.version-stamp { background: #3d6300 }
.swagger-ui .info .title small pre { color: #fff }
.swagger-ui .info .url, .swagger-ui .info a { color: #0b5394 }
.swagger-ui .btn.authorize { color: #17603b; border-color: #17603b }
.swagger-ui .btn.authorize svg { fill: #17603b }
`
