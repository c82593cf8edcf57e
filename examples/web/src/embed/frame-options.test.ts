import { expect, it } from 'vitest'
import { rowsFrom } from './frame-options.ts'

it('takes a sensible number of rows and ignores the rest', () => {
  expect(rowsFrom('3', 5)).toBe(3)
  expect(rowsFrom('0', 5)).toBe(1)
  expect(rowsFrom('999', 5)).toBe(50)
  for (const text of [null, '', 'many', '-3', '2.5']) expect(rowsFrom(text, 5)).toBe(5)
})
