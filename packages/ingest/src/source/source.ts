import type { WagerWindow } from '@goated/schema/internal'
import type { WindowFacts } from '@goated/schema/vocabulary'
import type { HttpReader } from '../http/http-reader.ts'
import type { HttpReaderOptions } from '../http/http-request.ts'
import type { SourceAnswer } from '../http/received.ts'

/**
 * A counter of a period. Null: the provider does not report it. `unusable`: it does, and what stands here cannot be
 * used; that counts as unknown and raises an alarm.
 */
export type PeriodCounter = bigint | null | 'unusable'

/** One player of a reading. Amounts are units of 1e-8, truncated. */
export interface ReadingRow {
  uid: string
  /** Null: this reading has no name to show, so the last good one stays. */
  name: string | null
  allTime: bigint
  month: PeriodCounter
  week: PeriodCounter
  today: PeriodCounter
  /** Where the row stands, for messages: `Line 7`. Absent: its place in the list. */
  at?: string
}

/** What one look at the upstream gave. */
export interface Reading {
  /** Source time, if the upstream gives one and means it; null: when the request started. */
  asOf: Date | null
  rows: ReadingRow[]
  /** How many players the upstream says it has; null: it does not say. What is no whole number raises an alarm. */
  totalUsers: number | 'unusable' | null
  /** Where the rows stand in the body, for messages: `data.monthly.data`. */
  rowsPath?: string
}

/** One player of a window reading: what was wagered inside the window. */
export interface WindowRow {
  uid: string
  /** Null: this reading has no name to show, so the last good one stays. */
  name: string | null
  total: bigint
  /** Where the row stands, for messages. Absent: its place in the list. */
  at?: string
}

/** What one look at the upstream gave for one window. */
export interface WindowReading {
  /** Source time, if the upstream gives one and means it; null: when the request started. */
  asOf: Date | null
  totals: WindowRow[]
  /** How many players the upstream says it has; null: it does not say. What is no whole number raises an alarm. */
  totalUsers: number | 'unusable' | null
  /** Where the rows stand in the body, for messages: `affiliates`. */
  rowsPath?: string
}

/** What every source declares, so that what a provider can and cannot do is on record and not in somebody's head. */
export interface SourceFacts {
  /** Short and stable: it is stored with every row. */
  id: string
  /** How amounts are written: `exponent` 0 is whole currency, 2 is cents. */
  unit: { exponent: number; encoding: 'number' | 'string' }
  metric: 'wager'
  /** What tells players apart, and how far it can be relied on. */
  identity: 'uid' | 'rotating_uid' | 'name' | 'masked' | 'hidden'
  /** How the credential is sent. */
  auth: 'bearer' | 'query' | 'header' | 'none'
  /** When the credential ends; null or absent: not known, or never. */
  credentialExpiresAt?: Date | null
  /** When the provider's own day, week and month begin. */
  calendar: { timeZone: string; weekStartsOn: number }
  /** Commission on wagers, in units of 1e-8, for accounts without a rate of their own. */
  commissionRate: bigint
  /** The least time between two requests that the provider allows. */
  minIntervalMs: number
  /** The most players that one answer lists; null: no known cap. */
  pageCap: number | null
  /** Whether a list of nobody can be true. Absent: `always` for a window, `counted` for counters. */
  emptyAnswer?: EmptyAnswer
  /** How its upstream is asked: headers to send, and other hosts that it may redirect to. */
  http?: Pick<HttpReaderOptions, 'headers' | 'redirectHosts'>
}

/**
 * Whether a list of nobody can be true: `always`; `counted`, if the answer says itself that it has no users; or `never`,
 * because an error looks the same.
 */
export type EmptyAnswer = 'always' | 'counted' | 'never'

/** A provider that reports counters which only grow. Race totals are what they grew by inside the window. */
export interface CumulativeSource extends SourceFacts {
  class: 'cumulative'
  /**
   * Reads the upstream once. `http` and `readReceived` make the answer.
   *
   * @throws UPSTREAM_FAILED, READING_INVALID before anything was received
   */
  read(http: HttpReader): Promise<SourceAnswer<Reading>>
}

/** A provider that is asked for a window (`window`), or that runs the race itself and says its totals (`owner`). */
export interface WindowSource extends SourceFacts {
  class: 'window' | 'owner'
  window: WindowFacts
  /**
   * Reads one window once. `http` and `readReceived` make the answer.
   *
   * @throws WINDOW_NOT_SUPPORTED the provider cannot be asked for exactly this window
   * @throws UPSTREAM_FAILED, READING_INVALID before anything was received
   */
  readWindow(http: HttpReader, window: WagerWindow): Promise<SourceAnswer<WindowReading>>
}

/**
 * What a provider reports, whoever asks it: enough to judge a race without the credentials to read it. `window` is null
 * where counters are reported, which serve every window.
 */
export interface SourceKind {
  class: WagerSource['class']
  window: WindowFacts | null
}

/** Where wager totals come from: a plain value, so that adding a provider is one file. */
export type WagerSource = CumulativeSource | WindowSource
