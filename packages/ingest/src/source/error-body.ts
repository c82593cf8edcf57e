import { GoatedError } from '@goated/schema'
import { NUMBER_MARK } from './lossless-json.ts'

/**
 * Some providers answer HTTP 200 and say in the body that they failed. Their words stay out of the message, for nobody
 * knows what they quote; the body itself is kept for inspection.
 *
 * @throws UPSTREAM_FAILED the body is an error; `details.reason` is UPSTREAM_ERROR, RATE_LIMITED or UNAUTHORIZED
 */
export function refuseErrorBody(body: unknown): void {
  const reason = errorReason(body)
  if (reason !== null)
    throw new GoatedError('UPSTREAM_FAILED', 'The upstream answered HTTP 200 with an error in the body.', {
      details: { reason },
    })
}

function errorReason(body: unknown): string | null {
  if (typeof body === 'string') return body.startsWith(NUMBER_MARK) ? null : reasonOfText(body)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null
  const { error, success, status, statusCode, message } = body as Record<string, unknown>
  const code = [statusCode, status].map(httpStatus).find((found) => found !== null) ?? null
  const failed =
    code !== null || (Boolean(error) && error !== '') || success === false || /^(error|fail)/i.test(textOf(status))
  if (!failed) return null
  if (code === 429) return 'RATE_LIMITED'
  if (code === 401 || code === 403) return 'UNAUTHORIZED'
  return reasonOfText([error, message, status].map(textOf).join(' '))
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A JSON number of 400 to 599. */
function httpStatus(value: unknown): number | null {
  return typeof value === 'string' && new RegExp(`^${NUMBER_MARK}[45]\\d\\d$`).test(value)
    ? parseInt(value.slice(1), 10)
    : null
}

function reasonOfText(text: string): string {
  if (/too.?many.?request|rate.?limit/i.test(text)) return 'RATE_LIMITED'
  if (/invalid.?(api.?)?(key|token)|unauthori[sz]ed|forbidden/i.test(text)) return 'UNAUTHORIZED'
  return 'UPSTREAM_ERROR'
}
