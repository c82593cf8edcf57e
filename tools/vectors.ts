// Runs worked cases of race totals and prizes through the packages' public functions: npm run vectors -- FILE...
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { runVectors } from './vectors/run.ts'

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Usage: npm run vectors -- FILE...')
  process.exit(2)
}

let passed = 0
let failed = 0
for (const file of files) {
  // npm runs scripts in the repository's root; a relative path is meant from where the caller stands.
  const path = resolve(process.env['INIT_CWD'] ?? process.cwd(), file)
  for (const result of runVectors(JSON.parse(readFileSync(path, 'utf8')))) {
    if (result.failure === null) passed++
    else {
      failed++
      console.log(`FAILED ${result.name}: ${result.failure}`)
    }
  }
}
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
