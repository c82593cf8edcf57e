// Puts into the pages what stands elsewhere: the code of docs/examples, the error codes, the commands' help.
// npm run docs:sync
import { writeFileSync } from 'node:fs'
import { syncCommands } from './command-help.ts'
import { syncErrorTables } from './error-tables.ts'
import { documentationPages } from './pages.ts'
import { readRepositoryFile, repositoryPath } from './repository.ts'
import { syncSnippets } from './snippets.ts'

for (const { path, text } of documentationPages()) {
  const filled = syncErrorTables(syncSnippets(text, readRepositoryFile))
  const synced = path === 'docs/reference/cli.md' ? syncCommands(filled) : filled
  if (synced === text) continue
  writeFileSync(repositoryPath(path), synced)
  console.log(`${path} updated`)
}
