// Puts into the pages what stands elsewhere: the code of docs/examples and the error codes. npm run docs:sync
import { writeFileSync } from 'node:fs'
import { syncErrorTables } from './error-tables.ts'
import { documentationPages } from './pages.ts'
import { readRepositoryFile, repositoryPath } from './repository.ts'
import { syncSnippets } from './snippets.ts'

for (const { path, text } of documentationPages()) {
  const synced = syncErrorTables(syncSnippets(text, readRepositoryFile))
  if (synced === text) continue
  writeFileSync(repositoryPath(path), synced)
  console.log(`${path} updated`)
}
