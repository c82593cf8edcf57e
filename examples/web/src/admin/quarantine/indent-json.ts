/**
 * JSON with a line for each value, or null if it is none. It is the text that is indented, not what JavaScript makes of
 * it: parsing would round `0.10000000000000000001` and make null of `1e999`, and that may be just what was refused.
 */
export function indentJson(text: string): string | null {
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  return (text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [])
    .map((token, index, tokens) => {
      const opens = tokens[index - 1] === '{' || tokens[index - 1] === '['
      if (token === '}' || token === ']') {
        depth--
        return opens ? token : line() + token
      }
      const lead = opens ? line() : ''
      if (token === '{' || token === '[') {
        depth++
        return lead + token
      }
      if (token === ',') return token + line()
      return token === ':' ? ': ' : lead + token
    })
    .join('')
}
