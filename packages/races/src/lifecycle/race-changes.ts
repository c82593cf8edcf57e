import type { PrizeRange } from '@goated/schema/vocabulary'
import type * as z from 'zod'
import type { Race } from '../race/race.ts'
import type { updateRaceInput } from './inputs.ts'

/** The fields of a race that change, with their new values. */
export type RaceChanges = Partial<Pick<Race, Exclude<keyof z.output<typeof updateRaceInput>, 'raceId' | 'raceHistory'>>>

/** Those of some fields that are given and differ from what the race has. */
export function changedFields(
  race: Race,
  fields: Omit<z.output<typeof updateRaceInput>, 'raceId' | 'raceHistory'>,
): RaceChanges {
  const changes = Object.entries(fields).filter(
    ([field, value]) => value !== undefined && comparable(value) !== comparable(race[field as keyof Race]),
  )
  return Object.fromEntries(changes)
}

/** Values of one field are equal if and only if these are the same. */
function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime()
  if (!Array.isArray(value)) return value
  const ranges = (value as PrizeRange[]).map(({ from, to, percent, amount }) => [from, to ?? from, percent, amount])
  return JSON.stringify(ranges)
}
