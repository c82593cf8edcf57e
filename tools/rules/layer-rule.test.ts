import { expect, test } from 'vitest'
import { layerBreaches } from './layer-rule.ts'
import { sourceFiles } from './source-files.ts'

test('no folder imports one above it, and no files go round in a circle', () => {
  const files = ['packages', 'examples'].flatMap((folder) => sourceFiles(folder, /\.tsx?$/))
  expect(files.length).toBeGreaterThan(400)
  expect(layerBreaches(files)).toEqual([])
})

const file = (path: string, ...imports: string[]) => ({
  path,
  text: imports.map((specifier) => `import { x } from '${specifier}'`).join('\n'),
})

test.each([
  ['a folder above', [file('packages/races/src/race/a.ts', '../total/b.ts')], ['lies above it']],
  ['the face of the package', [file('packages/races/src/race/a.ts', '../index.ts')], ['lies above it']],
  ['from the ground', [file('packages/schema/src/amount.ts', './tables/index.ts')], ['lies above it']],
  ['only types', [{ path: 'packages/races/src/race/a.ts', text: "import type { X } from '../total/b.ts'" }], ['above']],
  ['a new folder', [file('packages/races/src/drawer/a.ts')], ['has no place']],
  [
    'a circle of three',
    [
      file('examples/web/src/a.ts', './b.ts'),
      file('examples/web/src/b.ts', './c.ts'),
      file('examples/web/src/c.ts', './a.ts'),
    ],
    ['a.ts -> examples/web/src/b.ts -> examples/web/src/c.ts -> examples/web/src/a.ts: a circle'],
  ],
])('a breach is found: %s', (_, files, breaches) => {
  expect(layerBreaches(files)).toEqual(breaches.map((text) => expect.stringContaining(text)))
})

test.each([
  ['the own folder', file('packages/races/src/total/a.ts', './b.ts')],
  ['a folder below', file('packages/races/src/total/a.ts', '../race/b.ts')],
  ['the ground', file('packages/schema/src/tables/a.ts', '../amount.ts')],
  ['the face', file('packages/races/src/index.ts', './checks/a.ts')],
  ['a test', file('packages/races/src/race/a.test.ts', '../checks/a.ts')],
])('%s may be imported', (_, good) => {
  expect(layerBreaches([good])).toEqual([])
})
