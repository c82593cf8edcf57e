import { expect, test } from 'vitest'
import { countTests } from './count-tests.mjs'

const report = (numPassedTests: number, testResults: { status: string; tests: string[] }[]) =>
  JSON.stringify({
    numPassedTests,
    testResults: testResults.map(({ status, tests }) => ({
      status,
      assertionResults: tests.map((outcome) => ({ status: outcome })),
    })),
  })

test.each([
  ['all passed', report(2, [{ status: 'passed', tests: ['passed', 'passed'] }]), 0, 2, 0],
  ['skipped tests count for nothing', report(1, [{ status: 'passed', tests: ['passed', 'skipped'] }]), 0, 1, 0],
  ['failed tests', report(1, [{ status: 'failed', tests: ['passed', 'failed', 'failed'] }]), 1, 1, 2],
  [
    'a file that does not load',
    report(1, [
      { status: 'passed', tests: ['passed'] },
      { status: 'failed', tests: [] },
    ]),
    1,
    1,
    1,
  ],
  ['an error outside of every test', report(2, [{ status: 'passed', tests: ['passed', 'passed'] }]), 1, 2, 1],
  ['no test at all', report(0, []), 0, 0, 1],
  ['no report', undefined, 0, 0, 1],
  ['half a report', '{"numPassedTests": 3, "testRe', 137, 0, 1],
])('%s', (_, text, exitCode, passed, failed) => {
  expect(countTests(text, exitCode)).toEqual({ passed, failed })
})
