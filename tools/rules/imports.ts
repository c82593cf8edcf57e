import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

/** What a file imports, in whatever way, and on which line. */
export function importsOf({ path, text }: SourceFile): { specifier: string; line: number }[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest)
  return importedFiles.map(({ fileName, pos }) => ({ specifier: fileName, line: lineOf(source, pos) }))
}

/** The line of a position, from 1. */
export function lineOf(source: ts.SourceFile, position: number): number {
  return source.getLineAndCharacterOfPosition(position).line + 1
}

/** Tests, what they share, and the scripts that they run as processes of their own. The bench has such scripts too. */
export function isTest(path: string): boolean {
  if (path.startsWith('tools/bench/')) return false
  return /\.test\.tsx?$|-child\.ts$|\/testing\//.test(path)
}
