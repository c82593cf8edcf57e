import { expect, onTestFinished, test } from 'vitest'
import { startWithoutDatabase } from '../testing/server-without-database.ts'

test('the reference serves its page and what that needs, and nothing else', async () => {
  const { url, close } = await startWithoutDatabase()
  onTestFinished(close)
  const status = async (path: string) => (await fetch(url + path)).status
  for (const file of ['', '/start.js', '/colours.css', '/swagger-ui.css', '/swagger-ui-bundle.js'])
    expect(await status(`/api/docs${file}`), file).toBe(200)
  for (const file of [
    'anything',
    'package.json',
    'index.html',
    'README.md',
    'LICENSE',
    'oauth2-redirect.html',
    'swagger-initializer.js',
    'swagger-ui.js',
    'swagger-ui-bundle.js.map',
    'start.js/x',
    '%2e%2e/openapi.json/x',
  ]) {
    const response = await fetch(`${url}/api/docs/${file}`)
    expect(response.status, file).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' })
  }
})
