/** One attempt that gave no usable answer. The reader makes an outcome of it. */
export class AttemptFailure extends Error {
  constructor(
    readonly reason: string,
    message: string,
    readonly retriable: boolean,
    readonly retryAfterMs?: number,
  ) {
    super(message)
  }
}
