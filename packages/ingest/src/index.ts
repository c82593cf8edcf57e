export { type Admission, admitFetch, type AdmitFetchInput } from './admission/admit-fetch.ts'
export { type CircuitOptions, countFailure, countSuccess } from './admission/circuit.ts'
export { type IngestErrorCode, ingestErrors } from './errors.ts'
export type { IngestBucket } from './monitoring/ingest-buckets.ts'
export { type IngestRunRecord, listIngestRuns } from './monitoring/list-ingest-runs.ts'
export { findNewestReadings, type NewestReading } from './monitoring/newest-readings.ts'
export {
  listQuarantined,
  loadQuarantined,
  type QuarantinedDetail,
  type QuarantinedReading,
} from './monitoring/quarantine.ts'
export { type IngestSummary, type RaisedAlarms, summarizeIngest } from './monitoring/summarize-ingest.ts'
export { runIngest, type IngestDeps, type IngestResult } from './run-ingest.ts'
export {
  acquireLease,
  type AcquireLeaseInput,
  checkLease,
  type Lease,
  releaseLease,
  renewLease,
} from './schedule/lease.ts'
export type { SchedulerState } from './schedule/liveness.ts'
export { planNextTick, type PlanNextTickInput, type PlannedTick, type TickReason } from './schedule/plan-next-tick.ts'
export {
  findReadingRequest,
  finishReadingRequest,
  type ReadingRequest,
  requestReading,
} from './schedule/request-reading.ts'
export {
  type DueTick,
  leaseTtlOf,
  type Scheduler,
  type SchedulerOptions,
  startScheduler,
  type TickReport,
} from './schedule/scheduler.ts'
export { clashKind, clashSource, type ClashSourceOptions } from './providers/clash.ts'
export { csvKind, type CsvRead, csvSource, type CsvSourceOptions } from './providers/csv.ts'
export type { CsvField, CsvHeader } from './csv/csv-header.ts'
export { type CsvRow, readCsvRows, type CsvRowsOptions } from './csv/csv-rows.ts'
export { decodeText, startDecoding, type TextDecoding } from './text/decode-text.ts'
export type { CommonSourceOptions } from './source/common-facts.ts'
export { goatedKind, goatedSource, type GoatedSourceOptions } from './providers/goated.ts'
export {
  createHttpReader,
  type HttpReader,
  type HttpReaderOptions,
  type HttpRequest,
  type Received,
} from './http/http-reader.ts'
export { parseLosslessJson } from './json/lossless-json.ts'
export { refuseSpreadsheet } from './csv/spreadsheet.ts'
export { rainbetKind, rainbetSource, type RainbetSourceOptions } from './providers/rainbet.ts'
export { type NormalReading, readOnce, type ReadOutcome } from './reading/read-once.ts'
export { readWindowOnce, type ReadWindowDeps, type WindowOutcome } from './reading/read-window-once.ts'
export type {
  CumulativeSource,
  PeriodCounter,
  Reading,
  ReadingRow,
  SourceFacts,
  SourceKind,
  WagerSource,
  WindowReading,
  WindowRow,
  WindowSource,
} from './source/source.ts'
export {
  type Normalised,
  normaliseReading,
  normaliseWindowReading,
  type NormaliseAlarm,
  type NormalRow,
  type NormalTotal,
} from './reading/normalise-reading.ts'
export type { NotStored } from './store/store-result.ts'
export type { PreviousReading } from './reading/judge.ts'
export { chainDigest, checkWindow, type DigestHeader, readingDigest, type WagerWindow } from '@goated/schema/internal'
export { type WindowFacts } from '@goated/schema/vocabulary'
export { lastRunAt } from './store/runs.ts'
export { startComparing, type StoredComparison } from './store/compare-stored.ts'
export type { ShapeDiff } from './json/body-shape.ts'
export { createAccountCache, type AccountCache, type KnownAccount } from './store/known-accounts.ts'
export {
  storeReading,
  type StoreReadingDeps,
  type StoreReadingInput,
  type StoreReadingResult,
} from './store/store-reading.ts'
export { runWindowIngest, type WindowIngestDeps, type WindowIngestResult } from './run-window-ingest.ts'
export {
  storeWindowReading,
  type StoreWindowReadingInput,
  type StoreWindowReadingResult,
} from './store/store-window-reading.ts'
// What a source of one's own is made of.
export { commonFacts } from './source/common-facts.ts'
export { refuseErrorBody } from './json/error-body.ts'
export { findList, type FoundList, valueAt } from './json/find-list.ts'
export {
  idText,
  numberText,
  parseReadingBody,
  plainText,
  placeholderName,
  readAmount,
  readCount,
  readCounter,
  readName,
  readTime,
  uidText,
} from './source/fields.ts'
export { NUMBER_MARK } from './json/lossless-json.ts'
