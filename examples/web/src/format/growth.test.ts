import { expect, it } from 'vitest'
import { describeGrowth } from './growth.ts'

it('writes growth as whole percents with a sign', () => {
  expect(describeGrowth('0.2500')).toEqual({ text: '+25%', direction: 'up' })
  expect(describeGrowth('-0.1290')).toEqual({ text: '−12%', direction: 'down' })
  expect(describeGrowth('1.0000')).toEqual({ text: '+100%', direction: 'up' })
})

it('calls less than a percent level, in both directions', () => {
  expect(describeGrowth('0.0099')).toEqual({ text: '0%', direction: 'level' })
  expect(describeGrowth('-0.0099')).toEqual({ text: '0%', direction: 'level' })
})

it('does not shout about growth from next to nothing', () => {
  expect(describeGrowth('9.9999').text).toBe('+999%')
  expect(describeGrowth('10.0000').text).toBe('>999%')
})
