import { ingestError } from '../errors.ts'
import { type Failure, failureIn, meaningOf, textsOf } from './error-words.ts'
import { NUMBER_MARK } from './lossless-json.ts'

/**
 * Some providers answer HTTP 200 and say in the body that they failed. It is judged by what the body says: `error: 0`,
 * `errors: []` and `status: "ok"` are no failure, and with rows beside it neither is a message. Without rows, the least
 * hint counts, so that a no is never taken for an empty list. The provider's words stay out of the error, for nobody
 * knows what they quote; the body itself is kept for inspection.
 *
 * @param rows what stands where the list of rows should
 * @throws UPSTREAM_FAILED the body is an error; `details.reason` is UPSTREAM_ERROR, RATE_LIMITED or UNAUTHORIZED
 */
export function refuseErrorBody(body: unknown, rows?: unknown): void {
  const statements = typeof body === 'string' ? textStatement(body) : statementsOf(body, 0)
  const listed = Array.isArray(rows) && rows.length > 0
  const failures = statements.filter(({ failure }) => failure === 'stated' || !listed)
  if (failures.length === 0) return
  throw ingestError('UPSTREAM_FAILED', 'The upstream answered HTTP 200 with an error in the body.', {
    details: { reason: reasonOf(statements.flatMap(({ texts }) => texts)) },
  })
}

interface Statement {
  failure: Exclude<Failure, null>
  texts: string[]
}

/** A body that is nothing but a text is never an answer. */
function textStatement(body: string): Statement[] {
  return body.startsWith(NUMBER_MARK) ? [] : [{ failure: 'stated', texts: [body] }]
}

// Where providers wrap their answer, and where they put what is to be said of it.
const wrappers = /^(data|result|response|responseobject|status|success|meta|metadata|head|header|body|payload|ok)$/i
const depthMax = 2

function statementsOf(value: unknown, depth: number): Statement[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > depthMax) return []
  return Object.entries(value).flatMap(([key, each]) => {
    const inside = wrappers.test(key) ? statementsOf(each, depth + 1) : []
    const meaning = meaningOf(key)
    const failure = meaning === undefined ? null : failureIn(meaning, each)
    return failure === null ? inside : [{ failure, texts: textsOf(each) }, ...inside]
  })
}

function reasonOf(texts: readonly string[]): string {
  if (texts.includes('429')) return 'RATE_LIMITED'
  if (texts.includes('401') || texts.includes('403')) return 'UNAUTHORIZED'
  const text = texts.join(' ')
  if (/too.?many.?request|rate.?limit|throttl/i.test(text)) return 'RATE_LIMITED'
  if (
    /(invalid|wrong|bad|missing|expired).?(api.?)?(key|token|credential)|(token|key) (has )?expired|un(authori[sz]ed|authenticated)|not authori[sz]ed|forbidden|access denied/i.test(
      text,
    )
  )
    return 'UNAUTHORIZED'
  return 'UPSTREAM_ERROR'
}
