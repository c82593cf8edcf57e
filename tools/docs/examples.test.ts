import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runVectors } from '../vectors/run.ts'
import { readRepositoryFile } from './repository.ts'

// Named one by one, so that the compiler checks them too.
const examples: Record<string, () => Promise<unknown>> = {
  accounts: () => import('../../docs/examples/accounts.ts'),
  'add-a-source': () => import('../../docs/examples/add-a-source.ts'),
  database: () => import('../../docs/examples/database.ts'),
  'embed-the-ranking': () => import('../../docs/examples/embed-the-ranking.ts'),
  'own-projection': () => import('../../docs/examples/own-projection.ts'),
  'quick-start': () => import('../../docs/examples/quick-start.ts'),
  'race-life': () => import('../../docs/examples/race-life.ts'),
  'totals-and-prizes': () => import('../../docs/examples/totals-and-prizes.ts'),
  'verify-race': () => import('../../docs/examples/verify-race.ts'),
}

describe('docs/examples', () => {
  let lines: string[]
  beforeEach(() => {
    lines = []
    vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
      lines.push(values.map(show).join(' '))
    })
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test.each(Object.entries(examples))('%s prints what its page says', async (name, run) => {
    await run()
    expect(`${lines.join('\n')}\n`).toBe(readRepositoryFile(`docs/examples/${name}.txt`))
  })
})

/** As console.log shows it, as far as the examples go. */
function show(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return String(value)
  return value.length === 0 ? '[]' : `[ ${value.map((each) => `'${String(each)}'`).join(', ')} ]`
}

interface NamedCases {
  raceTotals: { name: string }[]
  prizes: { name: string }[]
}

describe('the worked cases', () => {
  const file = JSON.parse(readRepositoryFile('docs/examples/worked-cases.json')) as NamedCases

  test('hold', () => {
    const results = runVectors(file)
    expect(results.length).toBeGreaterThan(30)
    expect(results.filter(({ failure }) => failure !== null)).toEqual([])
  })

  test('are those that the pages tell of', () => {
    const told = (page: string) =>
      [...readRepositoryFile(page).matchAll(/\*Example \(([^)]+)\)/g)].map(([, name]) => name ?? '')
    expect(told('docs/concepts/race-totals.md').sort()).toEqual(file.raceTotals.map(({ name }) => name).sort())
    const allocated = file.prizes.map(({ name }) => name).filter((name) => !name.startsWith('refused: '))
    expect(told('docs/concepts/prizes.md').sort()).toEqual(allocated.sort())
  })

  test('of the page about vectors hold', () => {
    const [, json = ''] = /```json\n([^]*?)```/.exec(readRepositoryFile('docs/reference/vectors.md')) ?? []
    const results = runVectors(JSON.parse(json))
    expect(results.map(({ failure }) => failure)).toEqual([null, null])
  })
})
