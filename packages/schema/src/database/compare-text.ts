/**
 * Compares two texts by their code points, which is the order of their UTF-8 bytes and so that of `collate "C"` in
 * Postgres. JavaScript's own `<` compares UTF-16 units, which puts an emoji before `Ａ` (U+FF21).
 *
 * @returns negative, zero or positive, as `sort` takes it
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return codePointRank(left) - codePointRank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above U+FFFF, so they come after the units from U+E000 on. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
