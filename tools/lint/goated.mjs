// Rules of this repository, as a plugin of oxlint. JavaScript, because Node 20 loads no TypeScript.

const message = 'This does not happen when there is nobody to call. Do it first, and hand in what came of it.'

/** What always has an effect, or waits for one. */
const effects = new Set([
  'AssignmentExpression',
  'AwaitExpression',
  'ImportExpression',
  'UpdateExpression',
  'YieldExpression',
])
/** What may have one. Where only the object may be missing, `list?.at(list.indexOf(it))`, it rarely has. */
const calls = new Set(['CallExpression', 'NewExpression', 'TaggedTemplateExpression'])

/**
 * No effect in an argument of a call that may not take place: `publish?.(await save())` saves nothing when nobody
 * listens.
 */
const noEffectInOptionalCall = {
  meta: { type: 'problem', docs: { description: 'No effect in an argument of a call that may not take place.' } },
  create(context) {
    return {
      CallExpression(node) {
        if (!mayNotTakePlace(node)) return
        for (const argument of node.arguments) {
          const effect = findEffect(argument, node.optional)
          if (effect) context.report({ node: effect, message })
        }
      },
    }
  },
}

/** `call?.()`, `object?.call()`, `object?.of.call()`. */
function mayNotTakePlace(node) {
  for (let at = node; at; at = at.type === 'CallExpression' ? at.callee : at.object) {
    if (at.type !== 'CallExpression' && at.type !== 'MemberExpression') return false
    if (at.optional) return true
  }
  return false
}

/** The first effect in an expression; what a function that is handed in does is its own affair. */
function findEffect(node, callsToo) {
  if (/Function/.test(node.type)) return undefined
  if (effects.has(node.type) || (node.type === 'UnaryExpression' && node.operator === 'delete')) return node
  if (callsToo && calls.has(node.type) && !isError(node)) return node
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent') continue
    for (const child of Array.isArray(value) ? value : [value]) {
      const found = typeof child?.type === 'string' ? findEffect(child, callsToo) : undefined
      if (found) return found
    }
  }
  return undefined
}

/** Making an error does nothing by itself. */
function isError(node) {
  return node.type === 'NewExpression' && node.callee.name?.endsWith('Error') === true
}

// oxlint-disable-next-line import/no-default-export -- it is how a plugin is loaded
export default { meta: { name: 'goated' }, rules: { 'no-effect-in-optional-call': noEffectInOptionalCall } }
