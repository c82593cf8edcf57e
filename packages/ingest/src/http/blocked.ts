/** Statuses that a protection against robots answers with, and that an API of its own would explain in JSON. */
const blockedStatuses = new Set([401, 403, 429, 503])

// What protections put into their challenge pages. Some come with status 200 or 202.
const challengeMarks =
  /_cf_chl_opt|\/cdn-cgi\/challenge-platform\/|\/_Incapsula_Resource|captcha-delivery\.com\/|px-captcha|AwsWafIntegration|sucuri_cloudproxy_js|ddos-guard\/js-challenge/i

/**
 * Whether somebody in front of the provider answered in its place, such as a protection against robots: the provider
 * has not seen the request, so the answer says nothing about the credential.
 */
export function isBlocked({ status, headers }: Response, body: string): boolean {
  if (isChallenge(headers)) return true
  const html = looksLikeHtml(headers, body)
  if (html && challengeMarks.test(body.slice(0, 100_000))) return true
  if (!blockedStatuses.has(status)) return false
  // HTML beside a demand for a credential is the page that a web server shows without one.
  if (html) return !(status === 401 && headers.has('www-authenticate'))
  if (headers.has('x-datadome') || headers.has('x-sucuri-block')) return true
  // Cloudflare's own refusals, where it was asked for something else than HTML.
  return /^\s*error code: 1\d{3}\s*$/.test(body) || /^\s*\{[^]*"cloudflare_error"\s*:\s*true/.test(body.slice(0, 2000))
}

function isChallenge(headers: Headers): boolean {
  return (
    headers.has('cf-mitigated') ||
    headers.get('x-vercel-mitigated') === 'challenge' ||
    /^(challenge|captcha)$/i.test(headers.get('x-amzn-waf-action') ?? '') ||
    /^[12]$/.test(headers.get('x-dd-b') ?? '')
  )
}

function looksLikeHtml(headers: Headers, body: string): boolean {
  return (
    /^\s*<(?:!doctype\s+html|!--|html|head|body|script|meta|title|h1|center)\b/i.test(body.slice(0, 2000)) ||
    (/\bhtml\b/i.test(headers.get('content-type') ?? '') && !/^\s*[[{"]/.test(body))
  )
}
