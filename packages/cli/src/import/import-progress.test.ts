import { expect, test } from 'vitest'
import { describeProgress } from './import-progress.ts'

test('says how far, how fast and how long', () => {
  const progress = { rows: 20_000, bytesRead: 250, bytesTotal: 1000, startedAt: 0 }
  expect(describeProgress(progress, 20_000)).toBe('20,000 rows, 1,000 rows/s, 25 %, 1:00 left')
  expect(describeProgress({ ...progress, bytesRead: 0 }, 1)).toContain('? left')
  expect(describeProgress({ ...progress, bytesRead: 1000 }, 1000)).toContain('100 %, 0:00 left')
})
