import { expect, test } from 'vitest'
import { refuseCommonPassword } from './common-password.ts'

const refusal = (password: string, names: string[] = []) =>
  refuseCommonPassword(password, { field: 'newPassword', names }).then(
    () => null,
    (error: unknown) => error,
  )

test.each([
  'password',
  'Password1',
  'PASSWORD123',
  '12345678',
  '1234567890',
  'qwertyuiop',
  'iloveyou',
  'letmein1',
  'sunshine',
  'trustno1',
  'ｐａｓｓｗｏｒｄ',
  ' password ',
  'aaaaaaaa',
  '        ',
  'abababab',
  '12312312',
  'ABABABAB',
  '🐐🐐🐐🐐🐐🐐🐐🐐',
])('%s is refused at its field', async (password) => {
  expect(await refusal(password)).toMatchObject({
    code: 'INPUT_INVALID',
    details: { issues: [{ path: 'newPassword', message: expect.any(String) }] },
  })
})

test.each([
  ['Bobby Tables', ['bobby tables']],
  ['bobby.tables', ['bobby', 'Bobby.Tables@example.org']],
  ['bobby@example.org', ['bobby', 'bobby@example.org']],
  ['GoatedBoard', ['bobby', 'Goatedboard']],
])('%s is refused where it is a name', async (password, names) => {
  expect(await refusal(password, names)).toMatchObject({ code: 'INPUT_INVALID' })
  expect(await refusal(password)).toBeNull()
})

test.each(['correct horse', 'correct horse battery', 'goated-demo', 'Tr0ub4dor&3', 'длинный пароль', 'abcabcabd'])(
  '%s may be chosen',
  async (password) => {
    expect(await refusal(password, ['ann', 'ann@example.org', 'Goated'])).toBeNull()
  },
)
