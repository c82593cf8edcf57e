import { describe, expect, it } from 'vitest'
import {
  amountParts,
  basisPoints,
  formatAmount,
  formatBasisPoints,
  formatShare,
  isZero,
  parseAmount,
  subtractAmounts,
} from './amount.ts'

describe('formatAmount', () => {
  it('groups digits and keeps two decimals', () => {
    expect(formatAmount('1234.56000000', 'USD')).toBe('$1,234.56')
    expect(formatAmount('0.00000000', 'USD')).toBe('$0.00')
    expect(formatAmount('7', 'EUR')).toBe('€7.00')
  })

  it('keeps every digit of a number that a float would lose', () => {
    expect(formatAmount('900719925474099312.07', 'USD')).toBe('$900,719,925,474,099,312.07')
  })

  it('cuts instead of rounding up', () => {
    expect(formatAmount('999.99999999', 'USD')).toBe('$999.99')
    expect(formatAmount('-5.999', 'USD')).toBe('-$5.99')
  })

  it('drops empty cents where asked', () => {
    expect(formatAmount('2500.00', 'USD', 'ifAny')).toBe('$2,500')
    expect(formatAmount('2500.50', 'USD', 'ifAny')).toBe('$2,500.50')
    expect(formatAmount('0.001', 'USD', 'ifAny')).toBe('$0')
  })

  it('writes a unit that is no ISO currency behind the number', () => {
    expect(formatAmount('12.5', 'USDT')).toBe('12.50 USDT')
    expect(formatAmount('12.5')).toBe('12.50')
  })

  it('splits off the cents', () => {
    expect(amountParts('1234.5', 'USD')).toEqual({ whole: '$1,234', fraction: '.50', unit: '' })
  })
})

describe('arithmetic on decimal text', () => {
  it('reads at eight decimals', () => {
    expect(parseAmount('1.5')).toBe(150_000_000n)
    expect(parseAmount('-0.00000001')).toBe(-1n)
    expect(parseAmount('1.')).toBe(100_000_000n)
    expect(parseAmount('nonsense')).toBe(0n)
  })

  it('subtracts exactly, below zero too', () => {
    expect(subtractAmounts('0.3', '0.1')).toBe('0.20000000')
    expect(subtractAmounts('1', '1.00000001')).toBe('-0.00000001')
  })

  it('knows zero in every spelling', () => {
    expect(isZero('0.00000000')).toBe(true)
    expect(isZero('0.00000001')).toBe(false)
  })

  it('gives shares without dividing by zero', () => {
    expect(basisPoints('2500.00', '5000.00')).toBe(5_000)
    expect(basisPoints('1', '3')).toBe(3_333)
    expect(basisPoints('1', '0')).toBe(0)
  })

  it('writes shares as percentages', () => {
    expect(formatShare('0.0312')).toBe('3.12%')
    expect(formatShare('0.5')).toBe('50.00%')
    expect(formatShare('0.0001')).toBe('0.01%')
    expect(formatBasisPoints(1_205)).toBe('12.05%')
    expect(formatBasisPoints(5_000)).toBe('50%')
  })
})
