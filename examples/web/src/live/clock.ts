import { useSyncExternalStore } from 'react'

// A visitor's clock may be minutes off, and a countdown that ends early or late looks broken. The Date header of
// every answer tells by how much. It counts whole seconds, so small differences mean nothing.
const NOISE_MS = 2_000
let offsetMs = 0

export function noteServerDate(header: string | null, localNow = Date.now()): void {
  const serverTime = header === null ? Number.NaN : Date.parse(header)
  if (Number.isNaN(serverTime)) return
  const offset = serverTime + 500 - localNow
  offsetMs = Math.abs(offset) < NOISE_MS ? 0 : offset
}

export function serverNow(): number {
  return Date.now() + offsetMs
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setTimeout> | undefined
let currentSecond = Math.floor(serverNow() / 1000)

function tick(): void {
  currentSecond = Math.floor(serverNow() / 1000)
  for (const listener of listeners) listener()
  // Aligned to the second, so that every clock on the page turns at once and none skips a beat.
  timer = setTimeout(tick, 1000 - (serverNow() % 1000) + 5)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (listeners.size === 1) tick()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearTimeout(timer)
  }
}

/** The time now, re-rendering each time it passes a multiple of `stepSeconds`. */
export function useNow(stepSeconds = 1): number {
  const step = useSyncExternalStore(subscribe, () => Math.floor(currentSecond / stepSeconds))
  return step * stepSeconds * 1000
}
