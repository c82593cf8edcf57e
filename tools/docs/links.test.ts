import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { documentationPages } from './pages.ts'
import { isInRepository, readRepositoryFile } from './repository.ts'

const link = /!?\[[^\]]*\]\((?<target>[^)\s]+)\)/g

test.each(documentationPages().map(({ path, text }) => [path, text]))(
  'every link of %s leads somewhere',
  (path, text) => {
    const targets = [...withoutBlocks(text).matchAll(link)].map(({ groups }) => groups?.['target'] ?? '')
    const broken = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target))
    expect(broken).toEqual([])
  },
)

function leadsSomewhere(page: string, target: string): boolean {
  const [file = '', anchor] = target.split('#')
  const path = file === '' ? page : posix.join(posix.dirname(page), file)
  if (!isInRepository(path)) return false
  return anchor === undefined || anchorsOf(readRepositoryFile(path)).includes(anchor)
}

/** The anchors that headings get, as GitHub makes them. */
function anchorsOf(markdown: string): string[] {
  return [...withoutBlocks(markdown).matchAll(/^#+ (?<title>.+)$/gm)].map(({ groups }) =>
    (groups?.['title'] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^```[^]*?^```$/gm, '')
}
