import type { Address } from '@goated/example-contract'
import { URI, type TOTP } from 'otpauth'

export interface ApiAnswer {
  status: number
  headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into every kind of answer
  body: any
}

/** Somebody who calls the API: with a cookie, a token or nothing. */
export interface ApiClient {
  call(address: Address, input?: CallInput): Promise<ApiAnswer>
  /** Any path and method, with any body. */
  send(method: string, path: string, input?: { body?: unknown; headers?: Record<string, string> }): Promise<ApiAnswer>
  cookie: string | undefined
}

interface CallInput {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean>
  body?: unknown
  headers?: Record<string, string>
}

/** Makes a client that keeps the session's cookie, as a browser does. */
export function apiClient(url: string, token?: string): ApiClient {
  const client: ApiClient = {
    cookie: undefined,
    call(address, { params = {}, query = {}, body, headers = {} } = {}) {
      const [method = '', path = ''] = address.split(' ')
      const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
      )
      return client.send(method, search.size === 0 ? filled : `${filled}?${search.toString()}`, { body, headers })
    },
    async send(method, path, { body, headers = {} } = {}) {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
          ...(client.cookie === undefined ? {} : { cookie: client.cookie }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body ?? {}) }),
      })
      const [set] = response.headers.getSetCookie()
      if (set !== undefined) client.cookie = /Max-Age=0/i.test(set) ? undefined : set.split(';', 1)[0]
      const text = await response.text()
      const isJson = /json/.test(response.headers.get('content-type') ?? '')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
  }
  return client
}

/** Sets up the second factor of whoever is signed in, and returns what makes its codes. */
export async function setUpTotp(
  client: ApiClient,
  now: () => Date,
): Promise<{ code(): string; recoveryCodes: string[] }> {
  const { body } = await client.call('POST /api/me/totp')
  const totp = URI.parse(body.uri) as TOTP
  const code = () => totp.generate({ timestamp: now().getTime() })
  const confirmed = await client.call('POST /api/me/totp/confirm', { body: { code: code() } })
  return { code, recoveryCodes: confirmed.body.recoveryCodes }
}
