// After `changeset version`: each package asks for the schema it was built with, or a later one before 1.0. A caret would
// be narrower, but then every minor version of the schema would leave the range and push the others to a major version.
import { readFileSync, writeFileSync } from 'node:fs'

const packageFile = (name) => new URL(`../packages/${name}/package.json`, import.meta.url)
const read = (name) => JSON.parse(readFileSync(packageFile(name), 'utf8'))

const { version } = read('schema')
const range = version.startsWith('0.') ? `>=${version} <1.0.0` : `^${version}`

for (const name of ['accounts', 'ingest', 'races']) {
  const manifest = read(name)
  manifest.peerDependencies['@goated/schema'] = range
  writeFileSync(packageFile(name), `${JSON.stringify(manifest, null, 2)}\n`)
}
