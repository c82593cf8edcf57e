// Puts the code of docs/examples into the pages that show it: npm run docs:sync
import { writeFileSync } from 'node:fs'
import { documentationPages } from './pages.ts'
import { readRepositoryFile, repositoryPath } from './repository.ts'
import { syncSnippets } from './snippets.ts'

for (const { path, text } of documentationPages()) {
  const synced = syncSnippets(text, readRepositoryFile)
  if (synced === text) continue
  writeFileSync(repositoryPath(path), synced)
  console.log(`${path} updated`)
}
