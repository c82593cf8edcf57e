import { type ReactNode, useEffect, useRef } from 'react'
import { prefersReducedMotion } from './reduced-motion.ts'

/** Lights its content up for a moment whenever `value` changes; not when it first appears. */
export function Flash({ value, children }: { value: string | number; children: ReactNode }) {
  const element = useRef<HTMLSpanElement>(null)
  const shown = useRef(value)

  useEffect(() => {
    if (shown.current === value) return
    shown.current = value
    if (prefersReducedMotion()) return
    const flash = getComputedStyle(document.documentElement).getPropertyValue('--flash')
    element.current?.animate(
      [
        { backgroundColor: flash, boxShadow: `0 0 0 4px ${flash}` },
        { backgroundColor: 'transparent', boxShadow: '0 0 0 4px transparent' },
      ],
      { duration: 1_400, easing: 'ease-out' },
    )
  }, [value])

  return (
    <span ref={element} className="rounded-sm">
      {children}
    </span>
  )
}
