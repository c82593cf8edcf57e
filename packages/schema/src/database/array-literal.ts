/**
 * Array literals for set-based statements: `unnest($1::int[])`.
 * Text reaches every driver alike, whereas each has its own idea of a JavaScript array; and one parameter a column
 * stays clear of Postgres' limit of 65,535 parameters a statement.
 */
export function arrayLiteral(values: Iterable<string | number | bigint | boolean | null>): string {
  let text = ''
  for (const value of values) {
    text += text === '' ? '' : ','
    text += value === null ? 'NULL' : typeof value === 'string' ? quote(value) : String(value)
  }
  return `{${text}}`
}

function quote(text: string): string {
  return /^[0-9A-Za-z.:_+-]+$/.test(text) && !/^null$/i.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
}
