/** Marks every error of ours, so that two copies of this package in one process still recognise each other's. */
const marker: unique symbol = Symbol.for('goated.error') as never

/** What went wrong, for programs: `code` never changes its meaning; `details` carries no secret and no personal data. */
export interface GoatedErrorOptions {
  details?: Readonly<Record<string, unknown>>
  cause?: unknown
}

/** The one error class of all `@goated/*` packages. Programs branch on `code`, people read `message`. */
export class GoatedError<Code extends string = string> extends Error {
  readonly code: Code
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: Code, message: string, options: GoatedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'GoatedError'
    this.code = code
    this.details = options.details ?? {}
    Object.defineProperty(this, marker, { value: true })
  }
}

/**
 * True for an error of ours, optionally of one code.
 * Use it instead of `instanceof`, which fails when two versions of the package are installed.
 */
export function isGoatedError<Code extends string>(error: unknown, code?: Code): error is GoatedError<Code> {
  if (typeof error !== 'object' || error === null || !(marker in error)) return false
  return code === undefined || (error as { code?: unknown }).code === code
}
