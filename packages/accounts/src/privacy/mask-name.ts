const mask = '***'
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A name as it is shown of somebody who wants it hidden: its first two characters as a reader counts them, one of a name
 * of two or three, none of a single one, and then always three asterisks, so that the length stays hidden too.
 */
export function maskName(name: string): string {
  // Half a surrogate pair would not survive the way to a reader.
  const start = Array.from(graphemes.segment(name.replace(/\p{Cs}/gu, '\ufffd')), ({ segment }) => segment).slice(0, 4)
  const shown = start.length > 3 ? 2 : start.length > 1 ? 1 : 0
  return start.slice(0, shown).join('') + mask
}
