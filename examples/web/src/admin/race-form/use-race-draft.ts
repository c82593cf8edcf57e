import { useEffect, useState } from 'react'
import type { FieldErrors } from './field-errors.ts'
import type { RaceDraft } from './race-draft.ts'

export type DraftForm = {
  draft: RaceDraft
  /** Changes fields, and takes away what was said of them: it is about what stood there before. */
  change: (changes: Partial<RaceDraft>) => void
  errors: FieldErrors
  setErrors: (errors: FieldErrors) => void
  touched: boolean
}

/** Which errors a change of a field makes outdated, besides the one of the same name. */
const concerns: Partial<Record<keyof RaceDraft, readonly string[]>> = {
  prizes: ['prizes'],
  prizeKind: ['prizes'],
  prizePool: ['prizes'],
  start: ['end'],
  timeZone: ['start', 'end'],
  periodCount: ['period'],
  periodUnit: ['period'],
  graceCount: ['grace'],
  graceUnit: ['grace'],
  kind: ['end', 'period'],
  type: ['period'],
}

export function useRaceDraft(initial: RaceDraft): DraftForm {
  const [draft, setDraft] = useState(initial)
  const [errors, setErrors] = useState<FieldErrors>({})
  const [touched, setTouched] = useState(false)
  useWarnBeforeLeaving(touched)
  const change = (changes: Partial<RaceDraft>) => {
    const outdated = new Set(
      (Object.keys(changes) as (keyof RaceDraft)[]).flatMap((field) => [field, ...(concerns[field] ?? [])]),
    )
    setDraft((before) => ({ ...before, ...changes }))
    setTouched(true)
    setErrors((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([path]) => path !== 'form' && !outdated.has(path.split('.')[0] ?? '')),
      ),
    )
  }
  return { draft, change, errors, setErrors, touched }
}

function useWarnBeforeLeaving(touched: boolean): void {
  useEffect(() => {
    if (!touched) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [touched])
}
