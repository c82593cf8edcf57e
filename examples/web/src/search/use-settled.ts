import { useEffect, useState } from 'react'

const PAUSE_MS = 200

/** What is being typed, once the typing pauses: one request a word, not one a letter. */
export function useSettled(text: string): string {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
