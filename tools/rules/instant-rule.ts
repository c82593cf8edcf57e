import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

/**
 * A time that is selected as the column it is in arrives as text, whose meaning depends on the server's settings. So
 * every selection with one goes through `readable()` of `@goated/schema`, and whole rows do too.
 *
 * @param instants the names of the columns that hold a time
 * @returns one line for each breach, `path:line: why`
 */
export function instantBreaches({ path, text }: SourceFile, instants: ReadonlySet<string>): string[] {
  if (!/from '(drizzle-orm|@goated\/schema)/.test(text)) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const tables = tableNames(source)
  const taken = new Set([...columnsTaken(source, tables)].filter((name) => instants.has(name)))

  const breach = (node: ts.Node, why: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
    found.push(`${path}:${line + 1}: ${why}`)
  }
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node)) {
      visitCall(node)
      if (ts.isIdentifier(node.expression) && node.expression.text === 'readable') return
    }
    if (ts.isPropertyAssignment(node)) visitField(node.initializer)
    if (ts.isShorthandPropertyAssignment(node) && taken.has(node.name.text))
      breach(node, `${node.name.text} is selected as it prints; wrap the selection in readable()`)
    ts.forEachChild(node, visit)
  }
  const visitCall = ({ expression, arguments: [selected] }: ts.CallExpression) => {
    if (ts.isIdentifier(expression) && expression.text === 'getTableColumns')
      breach(expression, 'getTableColumns() gives times as they print; readable() gives the same columns')
    if (ts.isPropertyAccessExpression(expression) && /^(select|selectDistinct|returning)$/.test(expression.name.text))
      if (!selected) breach(expression.name, `${expression.name.text}() of whole rows; name them: readable(table)`)
  }
  /** A column as the value of a property is one of a selection: conditions and orders name columns elsewhere. */
  const visitField = (value: ts.Expression) => {
    if (ts.isIdentifier(value) && tables.has(value.text))
      breach(value, `the rows of ${value.text} are selected as they print; wrap the selection in readable()`)
    if (ts.isPropertyAccessExpression(value) && ts.isIdentifier(value.expression) && instants.has(value.name.text))
      if (tables.has(value.expression.text))
        breach(value, `${value.name.text} is selected as it prints; wrap the selection in readable()`)
  }
  visit(source)
  return found
}

/** Names under which a file knows tables: those it imports from them, and their aliases. */
function tableNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node) && /\/tables\b/.test(node.moduleSpecifier.getText(source))) {
      const bindings = node.importClause?.namedBindings
      if (bindings && ts.isNamedImports(bindings))
        for (const { name } of bindings.elements) if (/^[a-z]/.test(name.text)) names.add(name.text)
    }
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) {
      const value = node.initializer?.getText(source) ?? ''
      if (value.startsWith('alias(') || names.has(value)) names.add(node.name.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

/** Names that a file takes out of tables: `const { id, createdAt } = users`. */
function columnsTaken(source: ts.SourceFile, tables: ReadonlySet<string>): Set<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node) => {
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name))
      if (node.initializer && ts.isIdentifier(node.initializer) && tables.has(node.initializer.text))
        for (const { name } of node.name.elements) if (ts.isIdentifier(name)) names.add(name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}
