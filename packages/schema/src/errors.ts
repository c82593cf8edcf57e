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

/**
 * What an application can do about an error. `invalid`: the caller gave something wrong. `forbidden`: whoever asks may
 * not. `not_found`: there is no such thing. `conflict`: it does not fit the state of things. `busy`: try again in a
 * moment. `unavailable`: the database is away or not as this version needs it. `fault`: an operator or a developer has to
 * look.
 */
export type ErrorKind = 'invalid' | 'forbidden' | 'not_found' | 'conflict' | 'busy' | 'unavailable' | 'fault'

/** The error codes of a package: of which kind each is, and when it comes, in Markdown. */
export type DeclaredErrors = Readonly<Record<string, { kind: ErrorKind; when: string }>>

/** Makes the errors of a package: a code that is not among its codes does not compile. */
export type ErrorMaker<Codes extends string> = <Code extends Codes>(
  code: Code,
  message: string,
  options?: GoatedErrorOptions,
) => GoatedError<Code>

/** What each package has under a name and a narrower type of its own. */
export const makeError: ErrorMaker<string> = (code, message, options) => new GoatedError(code, message, options)
