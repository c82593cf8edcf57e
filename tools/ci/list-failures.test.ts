import { expect, test } from 'vitest'
import { listFailures } from './list-failures.mjs'

test('every test that failed and every file that did not load is named, with what was said', () => {
  const report = {
    testResults: [
      {
        name: `${process.cwd()}/a.test.ts`,
        status: 'failed',
        message: '',
        assertionResults: [
          { status: 'passed', fullName: 'adds', failureMessages: [] },
          { status: 'failed', fullName: 'divides', failureMessages: ['expected 1 to be 2\n    at a.test.ts:3'] },
        ],
      },
      { name: '/b.test.ts', status: 'failed', message: 'Cannot find c.ts', assertionResults: [] },
      { name: '/d.test.ts', status: 'passed', message: '', assertionResults: [] },
    ],
  }
  expect(listFailures(JSON.stringify(report))).toEqual([
    'a.test.ts: divides\n    expected 1 to be 2\n        at a.test.ts:3',
    '/b.test.ts: could not be loaded\n    Cannot find c.ts',
  ])
})
