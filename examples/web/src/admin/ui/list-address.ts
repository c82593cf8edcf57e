import { useSearchParams } from 'react-router'

export const PAGE_SIZE = 50

export type ListAddress = {
  read: (name: string) => string | undefined
  /** Changes filters and goes back to the first page; undefined takes one away. */
  filter: (changes: Record<string, string | undefined>) => void
  /** The address with these filters, for links. */
  withFilter: (changes: Record<string, string | undefined>) => string
  limit: number
  offset: number
  withOffset: (offset: number) => string
}

/** Filters and page of a list live in the address, so that they survive a reload and can be sent to somebody. */
export function useListAddress(limit = PAGE_SIZE): ListAddress {
  const [parameters, setParameters] = useSearchParams()
  const changed = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(parameters)
    next.delete('offset')
    for (const [name, value] of Object.entries(changes))
      if (value === undefined || value === '') next.delete(name)
      else next.set(name, value)
    return next
  }
  const offset = /^\d{1,9}$/.exec(parameters.get('offset') ?? '')?.[0] ?? '0'
  return {
    read: (name) => parameters.get(name) ?? undefined,
    filter: (changes) => setParameters(changed(changes), { replace: true }),
    withFilter: (changes) => `?${changed(changes)}`,
    limit,
    offset: parseInt(offset, 10),
    withOffset: (to) => `?${changed(to === 0 ? {} : { offset: String(to) })}`,
  }
}

/** One of the values that a filter knows, or none: an address is typed by people too. */
export function oneOf<Value extends string>(values: readonly Value[], text: string | undefined): Value | undefined {
  return values.find((value) => value === text)
}
