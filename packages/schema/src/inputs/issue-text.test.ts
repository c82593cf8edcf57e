import { expect, it } from 'vitest'
import * as z from 'zod'
import { issueText } from './issue-text.ts'

it.each([
  [z.string(), undefined, 'Required.'],
  [z.string(), 7, 'Must be text.'],
  [z.number(), '7', 'Must be a number.'],
  [z.int(), 1.5, 'Must be a whole number.'],
  [z.boolean(), 'yes', 'Must be true or false.'],
  [z.array(z.string()), 'a', 'Must be a list.'],
  [z.object({}), [], 'Must be an object.'],
  [z.string().min(1), '', 'Must not be empty.'],
  [z.string().min(8), 'short', 'Must have at least 8 characters.'],
  [z.string().max(1), 'ab', 'Must have at most 1 character.'],
  [z.array(z.int()).min(1), [], 'Must not be empty.'],
  [z.array(z.int()).max(2), [1, 2, 3], 'Must have at most 2 entries.'],
  [z.int().min(1), 0, 'Must be at least 1.'],
  [z.number().positive(), 0, 'Must be more than 0.'],
  [z.bigint().max(5n), 6n, 'Must be at most 5.'],
  [z.number().lt(5), 5, 'Must be less than 5.'],
  [z.enum(['open', 'opt_in', 'none']), 'x', 'Must be open, opt_in or none.'],
  [z.literal('one'), 'x', 'Must be one.'],
  [z.email(), 'x', 'Must be an e-mail address, such as name@example.org.'],
  [z.url(), 'x', 'Must be an address, such as https://example.org.'],
  // Its own words come first.
  [z.string('Must be a name.'), 7, 'Must be a name.'],
])('says in plain words what %# wants', (schema, value, text) => {
  expect(schema.safeParse(value, { error: issueText }).error?.issues).toMatchObject([{ message: text }])
})
