import type { Counters } from '@goated/schema'
import type { Decision, RaceWindow, Sample } from '../sample.ts'

/**
 * A race total worked out as one would with a list of all readings on paper: each rule of docs/concepts/race-totals.md
 * looks at the whole list again. It shares no code with the fold, which steps through the readings and keeps a state, so
 * what both say is not the same mistake made twice. Provider periods are those of UTC.
 */
export interface TotalByHand {
  total: bigint
  low: bigint
  high: bigint
  /** A(S), less what rule 6 took off. */
  baseline: bigint
  method: 'exact' | 'anchored' | 'newcomer' | 'credited' | null
  flags: string[]
  healed: boolean
  stale: boolean
  reachedAt: number
}

export interface Paper {
  samples: readonly Sample[]
  window: RaceWindow
  weekStartsOn: number
  decisions: readonly Decision[]
  settledBy: number | null
}

interface Shown extends Counters {
  at: number
}

const kinds = ['month', 'week', 'today'] as const
type Kind = (typeof kinds)[number]

export function totalByHand(paper: Paper): TotalByHand {
  const { samples, window, settledBy } = paper
  const start = Math.max(window.start, window.joinedAt ?? window.start)
  // Rule 1, and of rule 9 that nothing counts after the settling reading.
  const readings = samples
    .filter(({ at }, index) => samples.findIndex((other) => other.at === at) === index)
    .filter(({ at }) => settledBy === null || at <= settledBy)
    .sort((a, b) => a.at - b.at)
  const result = atLast(readings, start, paper)
  // When it was first shown: the last moment at which the total was another one just before.
  let reachedAt = start
  for (let count = 1; count <= readings.length; count++) {
    const before = atLast(readings.slice(0, count - 1), start, paper).total
    const after = atLast(readings.slice(0, count), start, paper).total
    if (after !== before) reachedAt = Math.min(readings[count - 1]?.at ?? 0, window.end)
  }
  return { ...result, reachedAt }
}

function atLast(readings: readonly Sample[], start: number, paper: Paper): Omit<TotalByHand, 'reachedAt'> {
  const { end } = paper.window
  const { believed, heldNow, healedAt } = believe(readings, start, paper)
  const upToStart = believed.filter(({ at }) => at <= start)
  const later = believed.filter(({ at }) => at > start)
  const upToEnd = believed.filter(({ at }) => at <= end)
  const beyond = believed.filter(({ at }) => at > end)

  const opening = openingOf(readings, upToStart, later, start, paper)
  const shift = corrections(upToEnd, start, opening.exactSince, paper)
  const closing = closingOf(upToEnd, beyond, paper)
  const signed = opening.method === null ? 0n : closing.value - opening.value + shift
  const confirmed = paper.decisions.some(({ kind }) => kind === 'confirm')
  const flags = [
    ...(opening.method === 'credited' && !confirmed ? ['unknown_history'] : []),
    ...(heldNow ? ['held'] : []),
    ...(upToEnd.length > 0 && signed < 0n ? ['negative'] : []),
  ]
  const looked = paper.decisions.some(
    ({ kind, from }) => kind === 'confirm' && (from === 0 || from >= (healedAt ?? Number.POSITIVE_INFINITY)),
  )
  return {
    total: atLeastZero(signed),
    low: opening.method === null ? 0n : atLeastZero(closing.value - opening.high + shift),
    high: opening.method === null ? 0n : atLeastZero(closing.high - opening.low + shift),
    baseline: opening.value - shift,
    method: opening.method,
    flags,
    healed: healedAt !== null && !looked,
    stale: heldNow || readings.at(-1)?.counters === null,
  }
}

/** Rule 7: which readings are believed, with what a rebase puts on top. */
function believe(readings: readonly Sample[], start: number, { window, decisions }: Paper) {
  const believed: Shown[] = []
  let open = decisions.filter(({ kind }) => kind !== 'confirm')
  let incident: number[] = []
  let onTop = 0n
  let healedAt: number | null = null
  for (const { at, counters } of readings) {
    if (counters === null) continue
    const shown = { ...counters, at, allTime: counters.allTime + onTop }
    // What comes after the end is measured against the last reading of the window.
    const last = believed.findLast((each) => each.at <= window.end)
    if (!last || 2n * shown.allTime >= last.allTime) {
      if (incident.length > 0 && at > start) healedAt = at
      incident = []
      while (open[0] && open[0].from > 0 && open[0].from <= at) open = open.slice(1)
      believed.push(shown)
      continue
    }
    incident.push(at)
    const [decision] = open
    if (!decision || (decision.from > 0 ? at < decision.from : incident.length < 3)) continue
    open = open.slice(1)
    incident = []
    if (decision.kind === 'rebase') onTop = last.allTime
    believed.push({ ...shown, allTime: counters.allTime + onTop })
  }
  return { believed, heldNow: incident.length > 0, healedAt }
}

interface Opening {
  method: TotalByHand['method']
  value: bigint
  low: bigint
  high: bigint
  /** The reading that said exactly what A(S) is; corrections up to it are in what it says. */
  exactSince: number | null
}

/** A(S), by rules 3, 4 and 5. */
function openingOf(
  readings: readonly Sample[],
  upToStart: readonly Shown[],
  later: readonly Shown[],
  start: number,
  paper: Paper,
): Opening {
  const anchor = upToStart.at(-1)
  if (anchor?.at === start) return surely('exact', anchor.allTime, start)
  const exact = fromCounters(later, start, anchor?.allTime ?? 0n, paper)
  if (exact) return surely('exact', exact.value, exact.at)
  const [first] = later
  if (anchor) {
    const high = first && first.allTime > anchor.allTime ? first.allTime : anchor.allTime
    return { method: 'anchored', value: anchor.allTime, low: anchor.allTime, high, exactSince: null }
  }
  if (!first) return { method: null, value: 0n, low: 0n, high: 0n, exactSince: null }
  const began = (kind: Kind) => periodOf(kind, first.at, paper).start
  const upper = smallest([first.allTime, ...kinds.filter((kind) => began(kind) <= start).map((kind) => first[kind])])
  const lower = largest([0n, ...kinds.filter((kind) => began(kind) >= start).map((kind) => first[kind])])
  const wasAway = readings.some(({ at, complete, counters }) => at <= start && complete && counters === null)
  if (wasAway && first.allTime === upper) return surely('newcomer', 0n, null)
  return {
    method: 'credited',
    value: first.allTime - lower,
    low: first.allTime - largest([upper, lower]),
    high: first.allTime - lower,
    exactSince: null,
  }
}

function surely(method: Opening['method'], value: bigint, exactSince: number | null): Opening {
  return { method, value, low: value, high: value, exactSince }
}

/** Rule 3: what the earliest reading that can be believed says of a boundary before it. */
function fromCounters(later: readonly Shown[], boundary: number, previous: bigint, paper: Paper) {
  const answers = later.flatMap((reading) =>
    kinds.flatMap((kind) => {
      const period = periodOf(kind, boundary, paper)
      const counter = reading[kind]
      if (period.start !== boundary || reading.at >= period.end || counter === null) return []
      const value = reading.allTime - counter
      return value >= previous && value <= reading.allTime ? [{ at: reading.at, value }] : []
    }),
  )
  return answers[0]
}

/** A(E), by rules 3 and 4. */
function closingOf(upToEnd: readonly Shown[], beyond: readonly Shown[], paper: Paper): { value: bigint; high: bigint } {
  const last = upToEnd.at(-1)
  const anchor = last?.allTime ?? 0n
  if (last?.at === paper.window.end) return { value: anchor, high: anchor }
  const exact = fromCounters(beyond, paper.window.end, anchor, paper)
  if (exact) return { value: exact.value, high: exact.value }
  const high = beyond[0] && beyond[0].allTime > anchor ? beyond[0].allTime : anchor
  return { value: anchor, high }
}

/** Rule 6: what was taken off for bets from before the window, so that it does not count. */
function corrections(believed: readonly Shown[], start: number, exactSince: number | null, paper: Paper): bigint {
  return believed.reduce((sum, now, index) => {
    const before = believed[index - 1]
    if (!before || now.at <= start || now.at <= (exactSince ?? start) || now.allTime >= before.allTime) return sum
    const unmoved = kinds
      .filter((kind) => {
        const period = periodOf(kind, now.at, paper).start
        return period <= start && period === periodOf(kind, before.at, paper).start
      })
      .flatMap((kind) => {
        const [was, is] = [before[kind], now[kind]]
        return was === null || is === null || is < was ? [] : [{ kind, change: is - was }]
      })
    const latestStart = Math.max(...unmoved.map(({ kind }) => periodOf(kind, now.at, paper).start))
    const latest = unmoved.find(({ kind }) => periodOf(kind, now.at, paper).start === latestStart)
    return latest ? sum + latest.change - (now.allTime - before.allTime) : sum
  }, 0n)
}

function periodOf(kind: Kind, at: number, { weekStartsOn }: Paper): { start: number; end: number } {
  const date = new Date(at)
  date.setUTCHours(0, 0, 0, 0)
  const end = new Date(date)
  if (kind === 'month') {
    date.setUTCDate(1)
    end.setUTCMonth(end.getUTCMonth() + 1, 1)
    return { start: date.getTime(), end: end.getTime() }
  }
  if (kind === 'week') while (date.getUTCDay() !== weekStartsOn % 7) date.setUTCDate(date.getUTCDate() - 1)
  end.setTime(date.getTime())
  end.setUTCDate(end.getUTCDate() + (kind === 'week' ? 7 : 1))
  return { start: date.getTime(), end: end.getTime() }
}

function smallest(values: readonly (bigint | null)[]): bigint {
  return present(values).reduce((least, value) => (value < least ? value : least))
}

function largest(values: readonly (bigint | null)[]): bigint {
  return present(values).reduce((most, value) => (value > most ? value : most))
}

function present(values: readonly (bigint | null)[]): bigint[] {
  return values.filter((value) => value !== null)
}

function atLeastZero(value: bigint): bigint {
  return value < 0n ? 0n : value
}
