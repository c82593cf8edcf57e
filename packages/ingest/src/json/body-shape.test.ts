import { expect, test } from 'vitest'
import { bodyShape, describeDrift, learnShape } from './body-shape.ts'

const full = bodyShape({ data: [{ id: 1, players: [{ uid: 'a', name: 'a' }] }], at: 'x' })

test('keys that came and went are named', () => {
  expect(describeDrift(full, bodyShape({ data: [{ id: 1, players: [{ uid: 'a', nick: 'a' }] }], at: 'x' }))).toBe(
    'Keys added: data[].players[].nick; removed: data[].players[].name.',
  )
  expect(describeDrift(full, bodyShape({ data: { list: [] }, at: 'x' }))).toContain('data.list')
})

test('a list that is empty says nothing of its elements, in either body', () => {
  const without = bodyShape({ data: [{ id: 1, players: [] }], at: 'x' })
  const nobody = bodyShape({ data: [], at: 'x' })
  for (const body of [without, nobody]) {
    expect(describeDrift(full, body)).toBeNull()
    expect(describeDrift(body, full)).toBeNull()
    expect(learnShape(full, body)).toEqual(full)
    expect(learnShape(body, full)).toEqual(full)
  }
  expect(describeDrift(full, bodyShape({ data: [] }))).toBe('Keys added: none; removed: at.')
})

test('what was lost for good is not remembered', () => {
  const now = bodyShape({ data: [{ id: 1, players: [{ uid: 'a' }] }] })
  expect(learnShape(full, now)).toEqual(now)
  expect(learnShape(null, now)).toEqual(now)
  expect(learnShape(full, [])).toEqual(full)
})
