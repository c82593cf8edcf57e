import { GoatedError } from '@goated/schema'
import { type FakeUpstream, json, startFakeUpstream } from '@goated/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { goatedSource } from '../providers/goated.ts'
import { readOnce } from '../reading/read-once.ts'
import { createHttpReader } from './http-reader.ts'

const good = { data: [{ uid: 'a', name: 'Zoë', wagered: { today: 0, this_week: 0, this_month: 0, all_time: 1 } }] }
const text = JSON.stringify(good)

let upstream: FakeUpstream
let other: FakeUpstream
beforeEach(async () => {
  upstream = await startFakeUpstream()
  other = await startFakeUpstream()
})
afterEach(() => Promise.all([upstream.close(), other.close()]))

type Options = Omit<Parameters<typeof goatedSource>[0], 'url'>
const read = (options: Options = {}) =>
  readOnce(
    { source: goatedSource({ url: `${upstream.url}/board`, ...options }) },
    { http: { attemptsMax: 2, sleep: async () => {} } },
  )

function send(body: string | Buffer, contentType: string, status = 200, headers: Record<string, string> = {}) {
  upstream.answer((_request, response) => {
    response.writeHead(status, { 'content-type': contentType, ...headers })
    response.end(body)
  })
}

describe('the bytes of an answer', () => {
  test.each([
    ['UTF-8', Buffer.from(text), 'application/json'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'application/json; charset=utf-8'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'application/json'],
    ['ISO-8859-1', Buffer.from(text, 'latin1'), 'application/json;charset="ISO-8859-1"'],
  ])('are read as %s', async (_, body, contentType) => {
    send(body, contentType)
    expect(await read()).toMatchObject({
      outcome: 'ok',
      reading: { rows: [{ name: 'Zoë' }] },
      received: { body: text },
    })
  })

  test.each([
    ['are not UTF-8', Buffer.from(text, 'latin1'), 'application/json'],
    ['are not what the answer declares', Buffer.from(text), 'application/json; charset=us-ascii'],
    ['are in a charset nobody reads', Buffer.from(text), 'application/json; charset=utf-7'],
    ['end in the middle of a character', Buffer.from(text).subarray(0, text.indexOf('ë') + 1), 'application/json'],
  ])('are refused if they %s, and kept so that they can be looked at', async (_, body, contentType) => {
    send(body, contentType)
    const outcome = await read()
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'BAD_ENCODING' })
    expect(outcome.received.body).toMatch(/^\[Not a text/)
    expect(outcome.received.body).toContain('Zo\\x')
    expect(upstream.requests).toHaveLength(1)
  })

  test('half of a surrogate pair has no place in a uid, and is taken off a name', async () => {
    send(text.replace('"a"', '"a\\ud800"'), 'application/json')
    expect(await read()).toMatchObject({ outcome: 'failed', reason: 'WRONG_TYPE' })
    send(text.replace('Zoë', 'Zoë\\ud800'), 'application/json')
    expect(await read()).toMatchObject({ outcome: 'ok', reading: { rows: [{ name: 'Zoë' }] } })
  })

  test('of an error do not hide its status', async () => {
    send(Buffer.from([0x7b, 0xff]), 'application/json', 500)
    expect(await read()).toMatchObject({ reason: 'HTTP_500', received: { body: expect.stringContaining('\\xff') } })
  })
})

const page = '<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>'

describe('an answer of somebody in front of the provider', () => {
  test.each([401, 403, 429, 503])('is BLOCKED: HTML with status %i', async (status) => {
    send(page, 'text/html; charset=UTF-8', status)
    const outcome = await read({ token: 'synthetic' })
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'BLOCKED', received: { body: page } })
    expect(outcome).toMatchObject({ detail: expect.stringContaining('User-Agent') })
    expect(upstream.requests).toHaveLength(1)
  })

  test.each<[string, number, string, string, Record<string, string>]>([
    ['HTML that calls itself JSON', 403, page, 'application/json', {}],
    ['HTML without a doctype', 403, '\n<html><body>Access denied</body></html>', 'text/plain', {}],
    ['nothing, as HTML', 403, '', 'text/html', {}],
    ['a challenge header', 403, '{}', 'application/json', { 'cf-mitigated': 'challenge' }],
    ['a challenge with status 202', 202, '', 'text/plain', { 'x-amzn-waf-action': 'challenge' }],
    ['a captcha with status 405', 405, '', 'text/plain', { 'x-amzn-waf-action': 'captcha' }],
    ['a captcha as JSON', 403, '{"url":"https://geo.example"}', 'application/json', { 'x-datadome': 'protected' }],
    ['a code in plain text', 403, 'error code: 1020', 'text/plain', {}],
    ['a refusal as JSON', 403, '{"status":403,"cloudflare_error":true}', 'application/json', {}],
    [
      'a challenge page with status 200',
      200,
      page.replace('<title>', '<script>window._cf_chl_opt={}</script><title>'),
      'text/html',
      {},
    ],
  ])('is BLOCKED: %s', async (_, status, body, contentType, headers) => {
    send(body, contentType, status, headers)
    expect(await read()).toMatchObject({ outcome: 'failed', reason: 'BLOCKED' })
    expect(upstream.requests).toHaveLength(1)
  })

  test.each<[string, string, number, string, string, Record<string, string>]>([
    ['UNAUTHORIZED', 'a refusal in JSON', 403, '{"error":"forbidden"}', 'application/json', {}],
    ['UNAUTHORIZED', 'a refusal in JSON that calls itself HTML', 401, '{"error":"no"}', 'text/html', {}],
    ['UNAUTHORIZED', 'a page that asks for a password', 401, page, 'text/html', { 'www-authenticate': 'Basic' }],
    ['UNAUTHORIZED', 'nothing at all', 401, '', 'text/plain', {}],
    ['RATE_LIMITED', 'JSON', 429, '{}', 'application/json', { server: 'cloudflare' }],
    ['HTTP_503', 'plain text', 503, 'maintenance', 'text/plain', {}],
    ['HTTP_404', 'HTML', 404, page, 'text/html', {}],
    ['HTTP_502', 'HTML', 502, page, 'text/html', { server: 'cloudflare' }],
    ['NOT_JSON', 'HTML', 200, page, 'text/html', { 'x-datadome': 'protected' }],
  ])('is not suspected behind %s: %s', async (reason, _, status, body, contentType, headers) => {
    send(body, contentType, status, headers)
    expect(await read()).toMatchObject({ outcome: 'failed', reason })
  })
})

describe('headers', () => {
  test('say who asks, and can be set', async () => {
    upstream.answer(json(good))
    await read()
    await read({
      token: 'synthetic',
      headers: { 'User-Agent': 'Board/1', Accept: 'application/vnd.x+json', 'X-Key': 'k' },
    })
    expect(upstream.requests.map(({ headers }) => headers)).toMatchObject([
      { 'user-agent': expect.stringMatching(/^goated-ingest\/\d/), accept: 'application/json' },
      { 'user-agent': 'Board/1', accept: 'application/vnd.x+json', 'x-key': 'k', authorization: 'Bearer synthetic' },
    ])
  })

  test('may hold a credential of another kind, but not beside a token', async () => {
    upstream.answer(json(good))
    await read({ headers: { Authorization: 'Basic c3ludGhldGlj' } })
    expect(upstream.requests[0]?.headers.authorization).toBe('Basic c3ludGhldGlj')
    expect(() => goatedSource({ url: upstream.url, token: 't', headers: { Authorization: 'hunter2' } })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.not.stringContaining('hunter2') }),
    )
  })

  test.each([
    { 'x-a': 'hunter2\r\nx-b: 1' },
    { 'x-a': 'hunter2 \ud83d\ude00' },
    { 'x a': 'hunter2' },
    { '': 'hunter2' },
    { Host: 'hunter2' },
    { 'content-length': 'hunter2' },
    { 'X-A': 'hunter2', 'x-a': 'hunter2' },
  ])('that cannot be sent are refused at once: %j', (headers) => {
    expect(() => goatedSource({ url: upstream.url, headers })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.not.stringContaining('hunter2') }),
    )
  })
})

describe('a redirect', () => {
  const to = (location: string, status = 302) => json({}, status, { location })
  const hostOf = ({ url }: FakeUpstream) => new URL(url).host

  test.each([301, 302, 303, 307, 308])('%i on the same host is followed, with the credential', async (status) => {
    upstream.answer(to('/moved?x=1', status), json(good))
    expect(await read({ token: 'synthetic' })).toMatchObject({ outcome: 'ok', received: { attempts: 1 } })
    expect(upstream.requests).toMatchObject([
      { url: '/board' },
      { url: '/moved?x=1', headers: { authorization: 'Bearer synthetic' } },
    ])
  })

  test('to another host is refused, and nothing is sent there', async () => {
    upstream.answer(to(`${other.url}/board?key=hunter2`))
    const outcome = await read({ token: 'synthetic' })
    expect(outcome).toMatchObject({ reason: 'REDIRECTED', detail: expect.stringContaining(hostOf(other)) })
    expect(outcome).toMatchObject({ detail: expect.not.stringContaining('hunter2') })
    expect(upstream.requests).toHaveLength(1)
    expect(other.requests).toEqual([])
  })

  test('to a host that is allowed is followed, and no secret goes along, not even on the way back', async () => {
    upstream.answer(to(`${other.url}/board`), json(good))
    other.answer(to(`${upstream.url}/board`))
    const hosts = [hostOf(other), hostOf(upstream)]
    const secret = { 'x-key': 'synthetic', cookie: 'synthetic', 'user-agent': 'Board/1' }
    expect(await read({ token: 'synthetic', headers: secret, redirectHosts: hosts })).toMatchObject({ outcome: 'ok' })
    const [, back] = upstream.requests
    for (const request of [other.requests[0], back]) {
      expect(JSON.stringify(request?.headers)).not.toContain('synthetic')
      expect(request?.headers['user-agent']).toBe('Board/1')
    }
  })

  test.each([
    ['for ever', '/board', []],
    ['to what is no address', 'http://', []],
    ['to another scheme', 'ftp://127.0.0.1/', []],
    ['with a password', 'http://a:hunter2@127.0.0.1/', ['127.0.0.1']],
    ['to another port', 'http://127.0.0.1:1/', ['127.0.0.1']],
  ])('%s is refused', async (_, location, redirectHosts) => {
    upstream.answer(to(location))
    expect(await read({ redirectHosts })).toMatchObject({ outcome: 'failed', reason: 'REDIRECTED' })
  })

  test('from https to http is refused, and the other way followed', async () => {
    const asked: string[] = []
    const answer = async (from: string, location: string) => {
      const source = goatedSource({ url: from, redirectHosts: ['api.example'] })
      const answers = [new Response('', { status: 301, headers: { location } }), new Response(text)]
      const fetch = async (url: unknown) => (asked.push(String(url)), answers.shift() as Response)
      return readOnce({ source }, { http: { fetch } })
    }
    expect(await answer('https://api.example/a', 'http://api.example/a')).toMatchObject({ reason: 'REDIRECTED' })
    expect(await answer('http://api.example/a', 'https://api.example/a')).toMatchObject({ outcome: 'ok' })
    expect(asked).toEqual(['https://api.example/a', 'http://api.example/a', 'https://api.example/a'])
  })
})

describe('what was received', () => {
  const bodies: Record<string, string> = { '/a': '{"a":1}', '/b': '{"b":[{"c":2}]}', '/bad': '{"name":"Zoë"' }
  const http = () => {
    const waiting: (() => void)[] = []
    return createHttpReader({
      attemptsMax: 1,
      fetch: async (url) => {
        const { pathname } = new URL(String(url))
        // Nobody gets an answer before all have asked, and who asked last is the first to get one.
        await new Promise<void>((resolve) => {
          waiting.unshift(resolve)
          if (waiting.length === 3) for (const go of waiting) go()
        })
        return new Response(bodies[pathname])
      },
    })
  }

  test('belongs to its own request, however many are under way', async () => {
    const reader = http()
    const get = (path: string) => reader.getJson({ url: `http://upstream.test${path}` }, () => path)
    const [a, b, bad] = await Promise.all([get('/a'), get('/b'), get('/bad')])
    expect(a).toMatchObject({
      outcome: 'ok',
      value: '/a',
      received: { body: bodies['/a'], bodyBytes: 7, shape: ['a'] },
    })
    expect(b).toMatchObject({ outcome: 'ok', value: '/b', received: { body: bodies['/b'], shape: ['b', 'b[].c'] } })
    const received = { body: bodies['/bad'], attempts: 1, shape: [] }
    expect(bad).toMatchObject({ outcome: 'failed', reason: 'NOT_JSON', answered: true, received })
    expect(bad).toMatchObject({ detail: expect.not.stringContaining('Zoë') })
  })

  test('is told of an answer that its source refuses, too; a mistake of ours is thrown', async () => {
    upstream.answer(json(good))
    const request = { url: `${upstream.url}/board` }
    const refuse = () => {
      throw new GoatedError('READING_INVALID', 'data: no.', { details: { reason: 'WRONG_TYPE' } })
    }
    const received = { body: text, attempts: 1, shape: expect.arrayContaining(['data[].uid']) }
    expect(await createHttpReader().getJson(request, refuse)).toEqual({
      outcome: 'failed',
      reason: 'WRONG_TYPE',
      detail: 'data: no.',
      answered: true,
      received: { ...received, bodyBytes: Buffer.byteLength(text) },
    })
    const mistaken = createHttpReader().getText(request, () => {
      throw new TypeError('ours')
    })
    await expect(mistaken).rejects.toThrow('ours')
  })

  test('is nothing where the reader is told to stop, which is thrown', async () => {
    const stop = new AbortController()
    upstream.answer((_request, response) => {
      response.writeHead(503).end()
      stop.abort(new Error('stopping'))
    })
    const reader = createHttpReader({ signal: stop.signal })
    await expect(reader.getText({ url: upstream.url }, () => null)).rejects.toThrow('stopping')
    expect(upstream.requests).toHaveLength(1)
  })
})
