import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { PROXIES, startProxy } from './proxy.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server that is ready, notes which requests reach it, and does with them what it is told. */
async function startBackend(answer: RequestListener) {
  const reached: string[] = []
  const server = createServer((request, response) => {
    if (request.url === '/health/ready') return void response.end('{}')
    // Once all of it is here: from then on it may have been done.
    request.resume().on('end', () => {
      reached.push(request.url ?? '')
      answer(request, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return { port: (server.address() as AddressInfo).port, reached }
}

const answers: RequestListener = (_request, response) => void response.end('{}')
/** What goes wrong once a request was sent. */
const faults: Record<string, RequestListener> = {
  'breaks off': (request) => void request.socket.destroy(),
  'says that it is going': (_request, response) => void response.writeHead(503).end('{}'),
}
const requests = 12
/** HAProxy hangs up, when it knows of no status that would be true. */
const noAnswer = 599

describe.each(PROXIES)('%s as documented', (name) => {
  async function start(fault: string) {
    const good = await startBackend(answers)
    const bad = await startBackend(faults[fault] ?? answers)
    const proxy = await startProxy(name, [bad.port, good.port])
    closing.push(proxy.stop)
    const send = async (method: string) => {
      const statuses: number[] = []
      for (let at = 0; at < requests; at++) {
        const body = method === 'GET' ? {} : { body: '{"amount":"1"}' }
        const response = await fetch(`${proxy.url}/${at}`, { method, ...body }).catch(() => null)
        await response?.arrayBuffer()
        statuses.push(response?.status ?? noAnswer)
      }
      return statuses
    }
    return { good, bad, send }
  }

  describe.each(Object.keys(faults))('in front of a server that %s', (fault) => {
    test.each(['POST', 'PATCH', 'PUT', 'DELETE'])('delivers each %s once', async (method) => {
      const { good, bad, send } = await start(fault)
      const statuses = await send(method)
      expect(bad.reached.length).toBeGreaterThan(0)
      expect([...good.reached, ...bad.reached].sort()).toEqual(
        Array.from({ length: requests }, (_, at) => `/${at}`).sort(),
      )
      expect(statuses.filter((status) => status >= 500)).toHaveLength(bad.reached.length)
    })

    test('answers each GET', async () => {
      const { bad, send } = await start(fault)
      expect(await send('GET')).toEqual(Array.from({ length: requests }, () => 200))
      expect(bad.reached.length).toBeGreaterThan(0)
    })
  })

  test.each(['GET', 'POST'])('sends a %s to the other server when one is not there', async (method) => {
    const good = await startBackend(answers)
    const gone = await startBackend(answers)
    await closing.pop()?.()
    const proxy = await startProxy(name, [gone.port, good.port])
    closing.push(proxy.stop)
    for (let at = 0; at < 4; at++)
      expect((await fetch(proxy.url, { method, ...(method === 'POST' ? { body: '{}' } : {}) })).status).toBe(200)
  })
})
