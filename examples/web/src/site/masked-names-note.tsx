import { useSite } from './use-site.ts'

/** Why no name on the board is whole, where the operator wants it so. */
export function MaskedNamesNote() {
  if (useSite()?.namesMasked !== true) return null
  return (
    <p data-testid="masked-note" className="px-4 pb-3 text-sm text-pretty text-muted sm:px-6">
      Names are shortened here to protect players. Search for your own full name to find your row.
    </p>
  )
}
