import { findNewestReadings, type NewestReading } from '@goated/ingest'
import { countOpenRaces, type OpenRaces } from '@goated/races'
import type { Db } from '@goated/schema'

/** What all workers of a source have brought about, as the database has it. */
export interface WorkerState {
  /** The newest stored reading; null when there is none. */
  reading: NewestReading | null
  openRaces: OpenRaces
}

export async function loadWorkerState(db: Db, source: string): Promise<WorkerState> {
  const readings = await findNewestReadings(db, { sources: [source] })
  return { reading: readings.get(source) ?? null, openRaces: await countOpenRaces(db, { source }) }
}
