// Prints which tests of a vitest JSON report failed, and how: a log of everything is long, and its middle is easily lost.
import { readFileSync } from 'node:fs'

const messageLinesMax = 25

/**
 * @param {string} report the report's text
 * @returns {string[]} a paragraph for each failure
 */
export function listFailures(report) {
  return JSON.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    if (failed.length > 0) return failed.map((test) => paragraph(name, test.fullName, test.failureMessages.join('\n')))
    return status === 'failed' ? [paragraph(name, 'could not be loaded', message ?? '')] : []
  })
}

function paragraph(file, title, message) {
  const lines = message.split('\n').slice(0, messageLinesMax)
  return [`${file.replace(`${process.cwd()}/`, '')}: ${title}`, ...lines.map((line) => `    ${line}`)].join('\n')
}

if (process.argv[2] !== undefined && import.meta.filename === process.argv[1]) {
  try {
    for (const failure of listFailures(readFileSync(process.argv[2], 'utf8'))) console.log(`\n${failure}`)
  } catch (error) {
    console.log(`No report of the tests can be read: ${error.message}`)
  }
}
