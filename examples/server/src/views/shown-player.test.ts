import { expect, test } from 'vitest'
import { createShowPlayer } from './shown-player.ts'

const secret = 'a secret of tests, longer than it need be'
const bob = { userId: 7, username: 'bobby' }

test('a name is shown as it is, until its owner or the installation wants it hidden', () => {
  const show = createShowPlayer({ maskAll: false, secret })
  expect(show(bob)).toEqual({ key: 'bobby', username: 'bobby', masked: false })
  expect(show({ ...bob, nameHidden: true })).toMatchObject({ username: 'bo***', masked: true })
  expect(createShowPlayer({ maskAll: true, secret })(bob)).toMatchObject({ username: 'bo***', masked: true })
})

test('a key tells players apart and says nothing of who they are', () => {
  const show = createShowPlayer({ maskAll: false, secret })
  const hidden = (userId: number) => show({ userId, username: 'bobby', nameHidden: true }).key
  expect(hidden(7)).toBe(hidden(7))
  expect(hidden(7)).not.toBe(hidden(8))
  expect(hidden(7)).not.toContain('bob')
  // Names never begin with a space, so no name can be taken for a key.
  expect(hidden(7)).toMatch(/^ [\w-]{16}$/)
  const elsewhere = createShowPlayer({ maskAll: false, secret: `${secret}!` })
  expect(elsewhere({ ...bob, nameHidden: true }).key).not.toBe(hidden(7))
  // Whoever kept an old board of all masked names cannot tell who has hidden theirs since.
  expect(createShowPlayer({ maskAll: true, secret })(bob).key).not.toBe(hidden(7))
})
