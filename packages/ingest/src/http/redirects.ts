import { AttemptFailure } from './attempt-failure.ts'
import type { HttpReaderOptions, HttpRequest } from './http-request.ts'
import { requestHeaders } from './request-headers.ts'

const redirectsMax = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])

/**
 * Sends a request and follows redirects on the same host. Another host gets nothing unless it is allowed, and then
 * neither credential nor header of the source: whoever controls a redirect would control the counters otherwise.
 *
 * @throws AttemptFailure REDIRECTED, naming the host
 */
export async function fetchFollowing(
  request: HttpRequest,
  signal: AbortSignal,
  options: HttpReaderOptions,
): Promise<Response> {
  let url = new URL(request.url)
  let method = request.method ?? 'GET'
  let { body } = request
  let own = true
  for (let redirects = 0; ; redirects++) {
    const headers = requestHeaders(request, options, own)
    const init = { method, headers, signal, redirect: 'manual' as const, ...(body === undefined ? {} : { body }) }
    // The address is handed on as it was written: nobody else's spelling of it.
    const response = await (options.fetch ?? fetch)(redirects === 0 ? request.url : url.href, init)
    const location = response.headers.get('location')
    if (!redirectStatuses.has(response.status) || location === null) return response
    // The connection is free again only once its answer is read or dropped.
    await response.body?.cancel()
    if (redirects === redirectsMax) throw redirected(`The upstream redirects more than ${redirectsMax} times.`)
    const target = targetOf(location, url)
    if (!isSameHost(url, target)) {
      if (!isAllowed(target, options.redirectHosts ?? []))
        throw redirected(
          `The upstream redirects to another host, ${target.host}. Use its address there, or allow that host.`,
        )
      own = false
    }
    if (response.status === 303 || (response.status < 303 && method === 'POST')) {
      method = 'GET'
      body = undefined
    }
    if (body !== undefined && !own) throw redirected(`The upstream redirects a body to another host, ${target.host}.`)
    url = target
  }
}

function targetOf(location: string, from: URL): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null
  if (target === null || !/^https?:$/.test(target.protocol) || target.username !== '' || target.password !== '')
    throw redirected('The upstream redirects to an address that cannot be asked.')
  if (from.protocol === 'https:' && target.protocol === 'http:')
    throw redirected(`The upstream redirects from https to http, to ${target.host}.`)
  return target
}

/** The same scheme, host and port; http may become https on their usual ports. */
function isSameHost(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true
  return from.hostname === to.hostname && from.protocol === 'http:' && from.port === '' && to.port === ''
}

function isAllowed(target: URL, hosts: readonly string[]): boolean {
  return hosts.some((written) => {
    const host = written.toLowerCase()
    if (host.startsWith('*.')) return target.port === '' && target.hostname.endsWith(host.slice(1))
    return host === target.host || (target.port === '' && host === target.hostname)
  })
}

function redirected(message: string): AttemptFailure {
  return new AttemptFailure('REDIRECTED', message, false)
}
