import { describe, expect, test } from 'vitest'
import { documentationPages } from './pages.ts'
import { readRepositoryFile } from './repository.ts'
import { syncSnippets } from './snippets.ts'

describe('the pages', () => {
  test.each(documentationPages().map(({ path, text }) => [path, text]))('%s shows code that runs', (_path, text) => {
    // When this fails: npm run docs:sync
    expect(text).toBe(syncSnippets(text, readRepositoryFile))
  })
})

describe('syncSnippets', () => {
  const file = 'const before = 1\n\n// #region one\nconst one = 1\n// #endregion one\n'
  const sync = (markdown: string) => syncSnippets(markdown, () => file)

  test('replaces the block below a marker, and nothing else', () => {
    const page = (code: string) => `A\n\n<!-- snippet: a.ts#one -->\n${code}\n\n\`\`\`sh\nls\n\`\`\`\n`
    expect(sync(page('```\nold\n```'))).toBe(page('```ts\nconst one = 1\n```'))
    expect(sync(page('```ts\nconst one = 1\n```'))).toBe(page('```ts\nconst one = 1\n```'))
  })

  test('takes a whole file without the lines that name its regions', () => {
    expect(sync('<!-- snippet: a.ts -->\n```ts\n```')).toBe(
      '<!-- snippet: a.ts -->\n```ts\nconst before = 1\n\nconst one = 1\n```',
    )
  })

  test('leaves a marker inside a block alone', () => {
    const page = '```md\n<!-- snippet: a.ts#none -->\n```'
    expect(sync(page)).toBe(page)
  })

  test('refuses what it cannot fill', () => {
    expect(() => sync('<!-- snippet: a.ts#one -->\ntext')).toThrow('no block')
    expect(() => sync('<!-- snippet: a.ts#one -->\n```ts\ntext')).toThrow('no end')
    expect(() => sync('<!-- snippet: a.ts#two -->\n```ts\n```')).toThrow('no region two')
  })
})
