import { type SourceFile, sourceFiles } from '../rules/source-files.ts'
import { readRepositoryFile } from './repository.ts'

/** Every page that is written for readers: the README and its kin, the documentation, and the packages' READMEs. */
export function documentationPages(): SourceFile[] {
  const atRoot = ['README.md', 'CHANGELOG.md'].map((path) => ({ path, text: readRepositoryFile(path) }))
  const packages = ['packages', 'examples'].flatMap((folder) => sourceFiles(folder, /^README\.md$/))
  return [...atRoot, ...sourceFiles('docs', /\.md$/), ...packages]
}
