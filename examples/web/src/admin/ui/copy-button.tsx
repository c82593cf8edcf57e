import { useEffect, useState } from 'react'
import { Button } from './button.tsx'

/** Copies a text, and says so. */
export function CopyButton({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 4_000)
    return () => clearTimeout(timer)
  }, [state])
  const copy = () =>
    // Without https there is no clipboard; the text can still be selected by hand.
    (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('There is no clipboard.'))).then(
      () => setState('copied'),
      () => setState('refused'),
    )
  return (
    <>
      <Button onClick={() => void copy()}>{state === 'copied' ? 'Copied' : label}</Button>
      <span role="status" className={state === 'refused' ? 'text-sm text-muted' : 'sr-only'}>
        {state === 'copied' && 'Copied'}
        {state === 'refused' && 'The browser does not allow copying here. Select the text instead.'}
      </span>
    </>
  )
}
