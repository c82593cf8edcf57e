// Prints `PASSED FAILED` of a vitest JSON report. A run that reported nothing, or that failed for a reason outside of its
// tests, counts as one failure.
import { readFileSync } from 'node:fs'

/**
 * @param {string | undefined} report the report's text; undefined: there is none
 * @param {number} exitCode of vitest
 */
export function countTests(report, exitCode) {
  let passed = 0
  let failed = 0
  try {
    const { numPassedTests, testResults } = JSON.parse(report ?? '')
    passed = numPassedTests
    for (const { status, assertionResults } of testResults) {
      const failures = assertionResults.filter((test) => test.status === 'failed').length
      // A file that could not even be loaded has no tests that could have failed.
      failed += status === 'failed' ? Math.max(failures, 1) : failures
    }
  } catch {
    // No report: counted below.
  }
  if (failed === 0 && (exitCode !== 0 || passed === 0)) failed = 1
  return { passed, failed }
}

const [file, exitCode] = process.argv.slice(2)
if (file !== undefined && import.meta.filename === process.argv[1]) {
  let report
  try {
    report = readFileSync(file, 'utf8')
  } catch {
    report = undefined
  }
  const { passed, failed } = countTests(report, parseInt(exitCode ?? '1', 10))
  console.log(`${passed} ${failed}`)
}
