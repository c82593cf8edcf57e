/** Whether a text is a plain decimal number, such as 12.5. It stays text: money never becomes a JavaScript number. */
export function isDecimal(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text.trim())
}

/** Whether a text is a whole number from 1. */
export function isWhole(text: string): boolean {
  return /^[1-9]\d{0,8}$/.test(text.trim())
}
