import { type DestinationStream, type Level, type Logger, type LoggerOptions as PinoOptions, pino } from 'pino'
import { describeError } from './describe-error.ts'

export type { Logger }

export interface LoggerOptions {
  /** Which app it is: `server`, `worker`. */
  service: string
  level?: Level | 'silent' | undefined
  /** Default: the standard output. */
  destination?: DestinationStream | undefined
}

const secrets = ['password', 'token', 'secret', 'authorization', 'cookie', '["set-cookie"]']
/** Where a secret may stand: in the fields of a line, or up to two objects down, as headers of a request do. */
const places = ['', '*.', '*.*.']

/**
 * Makes a log of JSON lines that name their service. Fields named like secrets are blacked out, and an error under
 * `err` shows no parameters: whatever a careless line hands in, these do not get out.
 */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options: PinoOptions = {
    level,
    base: { service, pid: process.pid },
    redact: places.flatMap((place) => secrets.map((name) => `${place}${name}`.replace('.[', '['))),
    serializers: { err: describeError },
    hooks: {
      logMethod(parameters, method) {
        method.apply(this, withMessage(parameters) as typeof parameters)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** A line without words would get the error's own message, parameters and all. */
function withMessage([first, ...rest]: readonly unknown[]): unknown[] {
  const fields = first instanceof Error ? { err: first } : first
  const failed = (fields as { err?: unknown } | undefined)?.err !== undefined
  return failed && rest.length === 0 ? [fields, 'failed'] : [fields, ...rest]
}
