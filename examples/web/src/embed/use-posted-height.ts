import { type RefObject, useEffect } from 'react'

/**
 * Tells the page around how high the frame should be, whenever that changes. Anybody may know, so it goes to whoever
 * embeds.
 */
export function usePostedHeight(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = element
    if (!current || parent === window) return
    const observer = new ResizeObserver(() => {
      parent.postMessage({ type: 'goated:height', height: Math.ceil(current.getBoundingClientRect().height) }, '*')
    })
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
}
