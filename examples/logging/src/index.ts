export { createLogger, type Logger, type LoggerOptions } from './create-logger.ts'
export { describeError } from './describe-error.ts'
