import ts from 'typescript'
import type { SourceFile } from './source-files.ts'

const amountWords =
  /(amount|wager|total|prize|pool|commission|payout|cents|units|money|share|balance|allTime|baseline)(?!distribution|place|rank|user|count)/i
const floatSql = /::\s*(float|real|double)|\bas\s+(float\d?|real|double precision)\b|\bto_number\s*\(/i
const allowance = /\/\/ not money: \S/

/**
 * No amount may pass through a JavaScript number or a float of the database, so everything that makes one is forbidden.
 * What converts something else says so, on its line or the line above: `// not money: a count of players`.
 *
 * @returns one line for each breach, `path:line: why`; an allowance that allows nothing is a breach too
 */
export function moneyBreaches({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const lines = text.split('\n')
  const used = new Set<number>()
  const found = new Map<number, string>()

  const visit = (node: ts.Node) => {
    const why = whyForbidden(node)
    if (why !== undefined) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line
      const allowed = [line, line - 1].find((at) => allowance.test(lines[at] ?? ''))
      if (allowed !== undefined) used.add(allowed)
      else if (!found.has(line)) found.set(line, why)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)

  for (const [line, content] of lines.entries())
    if (allowance.test(content) && !used.has(line)) found.set(line, 'nothing here needs a "not money" comment')
  return [...found].sort(([a], [b]) => a - b).map(([line, why]) => `${path}:${line + 1}: ${why}`)
}

function whyForbidden(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return whyForbiddenName(node)
  if (ts.isCallExpression(node)) return whyForbiddenCall(node)
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken)
    return ts.isNumericLiteral(node.operand) ? undefined : 'unary plus makes a float'
  if (isSqlText(node) && floatSql.test(node.text)) return 'SQL casts to a float'
  return undefined
}

function whyForbiddenName(node: ts.Identifier): string | undefined {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return undefined
  if (ts.isPropertyAssignment(parent) && parent.name === node) return undefined
  if (node.text === 'parseFloat') return 'parseFloat makes a float'
  if (node.text !== 'Number' || ts.isTypeNode(parent)) return undefined
  // Of its members, only parseFloat converts.
  if (ts.isPropertyAccessExpression(parent) && parent.name.text !== 'parseFloat') return undefined
  return 'Number makes a float'
}

function whyForbiddenCall({ expression, arguments: args }: ts.CallExpression): string | undefined {
  if (ts.isIdentifier(expression))
    return expression.text === 'real' || expression.text === 'doublePrecision' ? 'a column of floats' : undefined
  if (!ts.isPropertyAccessExpression(expression)) return undefined
  const name = expression.name.text
  if (name === 'toNumber' || name === 'toFixed' || name === 'toPrecision') return `${name} works on floats`
  const on = expression.expression.getText()
  if (name === 'number' && on.endsWith('.coerce')) return 'coerce.number makes a float'
  const onAmounts = on === 'Math' && args.some((argument) => amountWords.test(argument.getText()))
  return onAmounts ? `Math.${name} works on floats` : undefined
}

function isSqlText(node: ts.Node): node is ts.StringLiteralLike | ts.TemplateLiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
}
