import { describeSource } from './source-conformance.ts'
import { sourceFixtures } from './source-fixtures.ts'

for (const [name, fixture] of Object.entries(sourceFixtures)) describeSource(name, fixture)
