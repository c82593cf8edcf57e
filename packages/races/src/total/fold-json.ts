import type { FoldState } from './fold.ts'

/** A fold's state as JSON keeps it: amounts as strings of units of 1e-8. */
export type FoldJson = Record<string, unknown>

const amountKeys = [
  'prior',
  'baseline',
  'baselineLow',
  'baselineHigh',
  'shift',
  'offset',
  'endValue',
  'endHigh',
  'total',
] as const
const sampleKeys = ['allTime', 'month', 'week', 'today'] as const

/** Writes a state so that `decodeFold` gives back the same. */
export function encodeFold(state: FoldState): FoldJson {
  const json: FoldJson = { ...state }
  for (const key of amountKeys) json[key] = state[key]?.toString() ?? null
  if (state.last) {
    const last: FoldJson = { at: state.last.at }
    for (const key of sampleKeys) last[key] = state.last[key]?.toString() ?? null
    json['last'] = last
  }
  return json
}

export function decodeFold(json: FoldJson): FoldState {
  const state: FoldJson = { ...json }
  for (const key of amountKeys) state[key] = amount(json[key])
  const last = json['last'] as FoldJson | null
  if (last) {
    const sample: FoldJson = { at: last['at'] }
    for (const key of sampleKeys) sample[key] = amount(last[key])
    state['last'] = sample
  }
  return state as unknown as FoldState
}

function amount(text: unknown): bigint | null {
  return typeof text === 'string' ? BigInt(text) : null
}
