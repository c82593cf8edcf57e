// Taking a reading and storing it.
export { type IngestDeps, type IngestResult, runIngest, type RunIngestInput } from './run-ingest.ts'
export {
  storeReading,
  type StoreReadingDeps,
  type StoreReadingInput,
  type StoreReadingResult,
} from './store/store-reading.ts'
export { type AccountCache, createAccountCache } from './store/known-accounts.ts'

// Reading without storing, and comparing with what is stored.
export { readOnce, type ReadOutcome } from './reading/read-once.ts'
export { normaliseReading, type NormalRow, type NormalTotal } from './reading/normalise-reading.ts'
export { startComparing } from './store/compare-stored.ts'

// The providers.
export { clashKind, clashSource, type ClashSourceOptions } from './providers/clash.ts'
export { csvKind, type CsvRead, csvSource, type CsvSourceOptions } from './providers/csv.ts'
export { goatedKind, goatedSource, type GoatedSourceOptions } from './providers/goated.ts'
export { rainbetKind, rainbetSource, type RainbetSourceOptions } from './providers/rainbet.ts'

// What a source of one's own is made of.
export type {
  CumulativeSource,
  Reading,
  ReadingRow,
  SourceKind,
  WagerSource,
  WindowReading,
  WindowRow,
  WindowSource,
} from './source/source.ts'
export { commonFacts, type CommonSourceOptions } from './source/common-facts.ts'
export {
  decimalText,
  idText,
  numberText,
  parseReadingBody,
  plainText,
  readAmount,
  readCount,
  readCounter,
  readName,
  readTime,
  uidText,
} from './source/fields.ts'
export { findList, valueAt } from './json/find-list.ts'
export { refuseErrorBody } from './json/error-body.ts'
export { parseLosslessJson } from './json/lossless-json.ts'
export { checkWindow, type WagerWindow } from '@goated/schema/internal'
export { createHttpReader, type HttpReader } from './http/http-reader.ts'
export type { HttpReaderOptions } from './http/http-request.ts'
export { readReceived, type Received, type SourceAnswer } from './http/received.ts'

// A CSV of counters, line by line, whoever stores it.
export { type CsvRow, readCsvRows } from './csv/csv-rows.ts'
export type { CsvHeader } from './csv/csv-header.ts'
export { refuseSpreadsheet } from './csv/spreadsheet.ts'
export { startDecoding } from './text/decode-text.ts'

// Ticking: one worker of many at a time.
export { leaseTtlOf, type Scheduler, type SchedulerOptions, startScheduler } from './schedule/scheduler.ts'
export type { SchedulerState } from './schedule/liveness.ts'
export { acquireLease, checkLease, type Lease, releaseLease, renewLease } from './schedule/lease.ts'
export { findReadingRequest, finishReadingRequest, requestReading } from './schedule/request-reading.ts'
export { findLastRunAt } from './store/runs.ts'

// What an operator looks at.
export { findNewestReadings, type NewestReading } from './monitoring/newest-readings.ts'
export { type IngestRunRecord, listIngestRuns } from './monitoring/list-ingest-runs.ts'
export { type IngestSummary, summarizeIngest } from './monitoring/summarize-ingest.ts'
export {
  listQuarantined,
  loadQuarantined,
  type QuarantinedDetail,
  type QuarantinedReading,
} from './monitoring/quarantine.ts'

// What can go wrong.
export { type IngestErrorCode, ingestErrors } from './errors.ts'
