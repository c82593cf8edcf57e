import type { Db, TransactionalDb } from '../database/db.ts'

/** An open database. Whoever opened it closes it. */
export interface Connection {
  db: TransactionalDb
  kind: 'pglite' | 'pg' | 'neon-websocket'
  /** Where it leads, without the password: fit for a log. */
  url: string
  /** Ends it, once what is running is done. Calling it again does nothing. */
  close(): Promise<void>
  /**
   * Calls back for every NOTIFY on a channel, until the returned function is called.
   * Messages sent while the line was down are lost; `onReconnect` says that some may be. There is none where
   * `listen: false` was asked for: such a caller looks at intervals instead.
   */
  listen?(channel: string, onMessage: (payload: string) => void, options?: ListenOptions): Promise<() => Promise<void>>
}

export interface ListenOptions {
  /** Called when listening resumes after an interruption. */
  onReconnect?: () => void
}

/** A database over HTTP: one statement a request, so it does not fit where a transaction is needed. */
export interface HttpConnection {
  db: Db & { readonly batch: unknown }
  kind: 'neon-http'
  url: string
}

export interface ConnectOptions {
  /** Which driver opens a `postgres://` URL. Default: Neon's for hosts of Neon, else `pg`. */
  driver?: 'pg' | 'neon-websocket'
  /**
   * A second URL of the same server that leads past a transaction pooler, used for `listen` only: a pooler takes a
   * LISTEN and forgets it. Default: the URL itself; for a pooled address of Neon, the direct one of the same database.
   * Embedded databases need none, and do not look at it.
   */
  listenUrl?: string | undefined
  /** False: the connection has no `listen`. For a pooler that nothing leads past. Default true. */
  listen?: boolean | undefined
  /** The most connections to hold open, the one that listens not counted. Default 10. */
  max?: number
  /** How long to wait for a connection, in milliseconds. Default 10 000. */
  connectTimeoutMs?: number
  /** How long to wait for the answer to one statement, in milliseconds; 0: for ever. Default 5 minutes. */
  queryTimeoutMs?: number
  /** What the database's own list of connections shows. Default `goated`. */
  applicationName?: string
  /**
   * Told about connections that break while idle. The next statement gets a new one, so this is for the record only.
   */
  onError?: (error: Error) => void
}

/** Drizzle sends every statement through this; the names of tables are enough, as nothing here queries relations. */
export const CONNECT_DEFAULTS = {
  max: 10,
  connectTimeoutMs: 10_000,
  queryTimeoutMs: 300_000,
  applicationName: 'goated',
} as const
