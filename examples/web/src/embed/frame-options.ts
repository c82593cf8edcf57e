/** How many rows an overlay or a widget shows: `?rows=5`. */
export function rowsFrom(text: string | null, otherwise: number): number {
  if (text === null || !/^\d{1,3}$/.test(text)) return otherwise
  return Math.min(50, Math.max(1, Number(text)))
}
