// What windows-1252 has at 0x80 to 0x9f; the gaps stand for nothing. Everything else is as in Latin-1. Written out
// because some releases of Node take TextDecoder('windows-1252') for Latin-1.
const from80 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'

/** Decodes windows-1252, which is also what an answer means that says ISO-8859-1. null: a byte stands for nothing. */
export function decodeWindows1252(bytes: Uint8Array): string | null {
  let undefinedByte = false
  const text = Buffer.from(bytes).toString('latin1')
  const decoded = text.replace(/[\u0080-\u009f]/g, (character) => {
    const found = from80[character.charCodeAt(0) - 0x80] ?? '\0'
    if (found === '\0') undefinedByte = true
    return found
  })
  return undefinedByte ? null : decoded
}
