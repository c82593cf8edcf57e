/** Where a snippet comes from: a file of the repository, or the part of it between `#region NAME` and `#endregion`. */
const marker = /^<!-- snippet: (?<path>[^#\s]+)(?:#(?<region>[\w-]+))? -->$/
const languages: Record<string, string> = { ts: 'ts', json: 'json', txt: 'text' }

/**
 * Puts the present text of each snippet into the fenced block below its marker:
 *
 *     <!-- snippet: docs/examples/quick-start.ts#race -->
 *
 * @param readFile gives the text of a file by its path from the repository's root
 * @throws Error a marker has no block below it, or names a file or region that does not exist
 */
export function syncSnippets(markdown: string, readFile: (path: string) => string): string {
  const lines = markdown.split('\n')
  const synced: string[] = []
  let fence: string | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    synced.push(line)
    // An example of a marker inside a block is no marker.
    if (line.startsWith('```')) fence = fence === undefined ? line : undefined
    const { path, region } = (fence === undefined && marker.exec(line)?.groups) || {}
    if (path === undefined) continue
    if (!lines[at + 1]?.startsWith('```')) throw new Error(`${line} has no block below it.`)
    const end = lines.indexOf('```', at + 2)
    if (end === -1) throw new Error(`The block below ${line} has no end.`)
    const language = languages[path.split('.').at(-1) ?? ''] ?? ''
    synced.push(`\`\`\`${language}`, snippetOf(readFile(path), path, region), '```')
    at = end
  }
  return synced.join('\n')
}

function snippetOf(text: string, path: string, region: string | undefined): string {
  const lines = text.trimEnd().split('\n')
  if (region === undefined) return lines.filter((line) => !/^\s*\/\/ #(end)?region\b/.test(line)).join('\n')
  const from = lines.findIndex((line) => line.trim() === `// #region ${region}`)
  const to = lines.findIndex((line) => line.trim() === `// #endregion ${region}`)
  if (from === -1 || to < from) throw new Error(`${path} has no region ${region}.`)
  return lines.slice(from + 1, to).join('\n')
}
