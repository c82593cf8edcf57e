import { posix } from 'node:path'
import ts from 'typescript'
import { importsOf, isTest, lineOf } from './imports.ts'
import type { SourceFile } from './source-files.ts'

/**
 * Who may know whom, so that each package can be installed, read and tested without its siblings:
 *
 * - `schema` imports no sibling, a domain package imports `schema` only; their tests may compose more
 * - packages know nothing of the examples, of the environment or of Telegraf
 * - examples query no table: what they read and write goes through functions of packages
 * - `cli` is a program: it imports every package, carries examples in itself, and is imported by nobody; the process is
 *   handed to its commands by its main file
 * - `testkit` is for tests and tools
 *
 * @returns one line for each breach, `path:line: why`
 */
export function dependencyBreaches(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    file.path.endsWith('package.json')
      ? manifestBreaches(file)
      : [...importBreaches(file), ...environmentBreaches(file)],
  )
}

function importBreaches(file: SourceFile): string[] {
  const { path } = file
  return importsOf(file).flatMap(({ specifier, line }) => {
    const why = whyForbidden(path, specifier)
    return why === undefined ? [] : [`${path}:${line}: ${specifier}: ${why}`]
  })
}

function whyForbidden(path: string, specifier: string): string | undefined {
  const [area, name = ''] = path.split('/')
  const packageName = specifier.startsWith('.') ? undefined : specifier.match(/^(@[^/]+\/)?[^/]+/)?.[0]

  if (packageName === '@goated/testkit' && !isTest(path) && area !== 'tools' && name !== 'testkit')
    return 'testkit is for tests and tools'
  if (packageName === '@goated/cli') return 'cli is a program, and nobody imports it'
  if (specifier.startsWith('.') && isTest(resolvePath(path, specifier)) && !isTest(path))
    return 'what tests share is for tests'
  if (area === 'examples' && !isTest(path) && (packageName === 'drizzle-orm' || specifier === '@goated/schema/tables'))
    return 'examples query no table; the package that owns it does'
  if (area !== 'packages') return undefined

  if (packageName === undefined) {
    return resolvePath(path, specifier).startsWith(`packages/${name}/`)
      ? undefined
      : 'a package reaches others by name only, not by path'
  }
  if (packageName === 'telegraf') return 'telegraf stays in examples/bot'
  if (name === 'cli') return undefined
  if (packageName.startsWith('@goated/example-')) return 'packages do not know the examples'
  if (!packageName.startsWith('@goated/') || packageName === `@goated/${name}`) return undefined
  if (name === 'testkit' || isTest(path)) return undefined
  if (name === 'schema') return 'schema imports no sibling'
  return packageName === '@goated/schema' ? undefined : 'a domain package imports no sibling but schema'
}

function resolvePath(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier)
}

function manifestBreaches({ path, text }: SourceFile): string[] {
  const [area, name] = path.split('/')
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>
  return ['dependencies', 'peerDependencies', 'optionalDependencies'].flatMap((kind) =>
    Object.keys(manifest[kind] ?? {}).flatMap((dependency) => {
      const breach = (why: string) => [`${path}: ${kind}: ${dependency}: ${why}`]
      if (dependency === '@goated/testkit') return breach('testkit is for tests and tools')
      if (dependency === '@goated/cli') return breach('cli is a program, and nobody imports it')
      if (area !== 'packages' || name === 'testkit') return []
      if (dependency === 'telegraf') return breach('telegraf stays in examples/bot')
      if (!dependency.startsWith('@goated/')) return []
      if (name === 'cli')
        return dependency.startsWith('@goated/example-')
          ? breach('examples are bundled, as they are not published')
          : []
      if (name === 'schema') return breach('schema imports no sibling')
      if (dependency !== '@goated/schema') return breach('a domain package imports no sibling but schema')
      // Two copies of the tables would be two sets of types.
      return kind === 'peerDependencies' ? [] : breach('schema is a peer')
    }),
  )
}

/** Packages are told what they need; only applications read the environment. The main file of `cli` hands it on. */
function environmentBreaches({ path, text }: SourceFile): string[] {
  if (!path.startsWith('packages/') || path.startsWith('packages/testkit/') || isTest(path)) return []
  if (!text.includes('env')) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node) => {
    if (readsEnvironment(node))
      found.push(`${path}:${lineOf(source, node.getStart(source))}: packages do not read the environment`)
    else ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function readsEnvironment(node: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'env' && isProcess(node.expression)
  if (ts.isElementAccessExpression(node))
    return (
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === 'env' &&
      isProcess(node.expression)
    )
  if (ts.isVariableDeclaration(node))
    return (
      ts.isObjectBindingPattern(node.name) &&
      node.initializer !== undefined &&
      isProcess(node.initializer) &&
      node.name.elements.some((element) => (element.propertyName ?? element.name).getText() === 'env')
    )
  if (ts.isImportDeclaration(node)) {
    const module = (node.moduleSpecifier as ts.StringLiteral).text
    return /^(node:)?process$/.test(module) && /\benv\b/.test(node.importClause?.getText() ?? '')
  }
  return false
}

function isProcess(node: ts.Expression): boolean {
  return /^(globalThis\.)?process$|^import\.meta$/.test(node.getText())
}
