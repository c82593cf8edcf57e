import { type RefObject, useLayoutEffect, useRef } from 'react'
import { prefersReducedMotion } from './reduced-motion.ts'

const MOVE = { duration: 520, easing: 'cubic-bezier(0.22, 1, 0.36, 1)' }
// A longer flight is a blur; such a row fades in at its new place instead.
const FARTHEST_PX = 900

/**
 * FLIP for the rows of a table body or a list: where React has moved a row, it slides there from where it was seen last. Rows
 * are told apart by `data-key`.
 */
export function useRowMotion(body: RefObject<HTMLElement | null>, rows: unknown): void {
  const places = useRef(new Map<string, number>())

  useLayoutEffect(() => {
    const before = places.current
    const after = new Map<string, number>()
    const moves: (() => void)[] = []
    const still = prefersReducedMotion()

    for (const row of body.current?.children ?? []) {
      if (!(row instanceof HTMLElement)) continue
      const key = row.dataset['key']
      if (key === undefined) continue
      const top = row.offsetTop
      after.set(key, top)
      const was = before.get(key)
      if (still || before.size === 0 || was === top) continue
      moves.push(() => moveRow(row, was === undefined ? undefined : was + offsetInFlight(row) - top))
    }
    places.current = after
    // Measured first, animated after: mixing the two would make the browser lay the table out again for every row.
    for (const move of moves) move()
  }, [body, rows])
}

function offsetInFlight(row: HTMLElement): number {
  return row.getAnimations().length === 0 ? 0 : new DOMMatrix(getComputedStyle(row).transform).m42
}

function moveRow(row: HTMLElement, from: number | undefined): void {
  for (const animation of row.getAnimations()) animation.cancel()
  if (from === undefined || Math.abs(from) > FARTHEST_PX) {
    row.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 350, easing: 'ease-out' })
    return
  }
  // Climbers pass over those who drop.
  const zIndex = from > 0 ? 2 : 1
  row.animate(
    [
      { transform: `translateY(${from}px)`, zIndex },
      { transform: 'none', zIndex },
    ],
    MOVE,
  )
}
