import { expect, test } from 'vitest'
import { nameOfSegment, nameSegment } from './name-segment.ts'

test.each([
  '.',
  '..',
  '~.',
  '~..',
  '~~.',
  '...',
  '.bob',
  'bob.',
  '~bob',
  '~',
  'a/b',
  '/',
  '../..',
  './x',
  'a%2Fb',
  '%2e',
  '%',
  '100%',
  '?',
  'a?b=c',
  '#1',
  'a\\b',
  '\\..\\',
  'a b',
  'a+b',
  ';x',
  'é',
  '🐐',
  'assets',
  'x.js',
])('%s is one segment that a browser leaves as it is, and its name comes back', (name) => {
  const path = `/players/${nameSegment(name)}/races`
  const { pathname, search, hash } = new URL(path, 'https://board.example.org')
  expect([pathname, search, hash]).toEqual([path, '', ''])
  expect(nameOfSegment(decodeURIComponent(pathname.split('/')[2] ?? ''))).toBe(name)
})
