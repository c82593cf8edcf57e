/** One request of a source to its provider. */
export interface HttpRequest {
  url: string
  /** The media type that is asked for. `getJson` asks for JSON. */
  accept?: string
  /** What the source itself must send, its credential above all. It goes to the provider's own host only. */
  headers?: Record<string, string>
  method?: 'GET' | 'POST'
  body?: string
  /** What an answer other than 2xx means, where the provider says more than its status; undefined: nothing more. */
  reasonOf?: (status: number, body: string) => string | undefined
}

/** How requests are sent. The defaults are those of a worker. */
export interface HttpReaderOptions {
  fetch?: typeof fetch
  random?: () => number
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
  now?: () => number
  signal?: AbortSignal | undefined
  /** Attempts at one request. Default 4. */
  attemptsMax?: number
  /** For one attempt. Default 20 s. */
  attemptTimeoutMs?: number
  /** For everything together, waiting included. Default 60 s. */
  deadlineMs?: number
  /** Of the body, unpacked. Default 64 MiB. */
  bodyBytesMax?: number
  /** Sent with every request, beside what the source itself sends, which wins. A `user-agent` replaces our own. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Other hosts that the upstream may redirect to: `host`, `host:port`, or `*.domain`. Default none. */
  redirectHosts?: readonly string[] | undefined
}
