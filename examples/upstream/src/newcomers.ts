import { drawUnit } from './random.ts'

const hourMs = 3_600_000

/** When people join after the start: the n-th of them (from 0), and how many have joined by an instant. */
export type Newcomers = {
  joinedAt: (newcomer: number) => number
  countAt: (instant: number) => number
}

/** `perHour` newcomers an hour of simulated time from `from` (epoch ms) on, evenly with jitter. */
export function planNewcomers(seedKey: number, from: number, perHour: number): Newcomers {
  if (perHour === 0) return { joinedAt: () => Infinity, countAt: () => 0 }
  // The n-th joins inside the n-th interval, so the order is fixed and the count needs no scan.
  const joinedAt = (newcomer: number) =>
    Math.floor(from + ((newcomer + drawUnit(seedKey, newcomer, 5)) / perHour) * hourMs)
  const countAt = (instant: number) => {
    let count = Math.max(0, Math.floor(((instant - from) / hourMs) * perHour))
    while (joinedAt(count) <= instant) count++
    while (count > 0 && joinedAt(count - 1) > instant) count--
    return count
  }
  return { joinedAt, countAt }
}
