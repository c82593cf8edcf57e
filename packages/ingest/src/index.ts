export { runIngest, type IngestDeps, type IngestResult } from './run-ingest.ts'
export { goatedSource, type GoatedSourceOptions } from './source/goated.ts'
export { createHttpReader, type HttpReader, type HttpReaderOptions, type HttpRequest } from './source/http.ts'
export { parseLosslessJson } from './source/lossless-json.ts'
export type { Reading, ReadingRow, WagerSource } from './source/source.ts'
export { chainDigest, type DigestHeader, readingDigest } from '@goated/schema'
export { createAccountCache, type AccountCache, type KnownAccount } from './store/known-accounts.ts'
export {
  storeReading,
  type StoreReadingDeps,
  type StoreReadingInput,
  type StoreReadingResult,
} from './store/store-reading.ts'
