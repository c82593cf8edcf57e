import type { IngestHealth } from '@goated/example-contract'
import { formatAge, isAhead } from '../../format/time.ts'
import { formatInstant } from '../ui/instant-text.ts'

export type IngestState = {
  state: 'ok' | 'none' | 'stale' | 'failing' | 'open'
  title: string
  explanation: string
}

type Facts = Pick<IngestHealth, 'newestReading' | 'stale' | 'failures' | 'openUntil'>

/** How the readings are, in a sentence. The worst that is true is what is said. */
export function describeIngest({ newestReading, stale, failures, openUntil }: Facts, now: number): IngestState {
  const age = newestReading === null ? '' : formatAge(now - Date.parse(newestReading))
  const shown = newestReading === null ? 'There is no reading yet.' : `Boards show the reading of ${age}.`
  if (openUntil !== null && Date.parse(openUntil) > now)
    return {
      state: 'open',
      title: `Paused until ${formatInstant(openUntil)}`,
      explanation: `${times(failures)} in a row the provider gave no usable answer, so it is left alone for a while. ${shown}`,
    }
  if (failures > 0)
    return {
      state: 'failing',
      title: `Failing: ${times(failures)} in a row`,
      explanation: `The last attempts gave no usable reading; the next one follows by itself. ${shown}`,
    }
  if (newestReading === null)
    return { state: 'none', title: 'No reading yet', explanation: 'The first one comes when a worker runs.' }
  if (isAhead(newestReading, now))
    return {
      state: 'stale',
      title: 'The newest reading lies in the future',
      explanation: `Its time is ${age}: the clock of the provider or of a worker is wrong, or was. Nobody can tell how old the boards are.`,
    }
  if (stale)
    return {
      state: 'stale',
      title: `Stale since ${formatInstant(newestReading)}`,
      explanation: `The newest reading is from ${age}. Nothing failed since: the provider repeats itself or lists nobody, or no worker runs. The runs below say which.`,
    }
  return { state: 'ok', title: 'All is well', explanation: `The newest reading is from ${age}.` }
}

function times(count: number): string {
  return count === 1 ? 'Once' : `${count} times`
}
