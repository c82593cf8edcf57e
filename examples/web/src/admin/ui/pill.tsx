import type { ReactNode } from 'react'

export type Tone = 'plain' | 'good' | 'warn' | 'bad'

const looks: Record<Tone, string> = {
  plain: 'border-line text-muted',
  good: 'border-up/40 text-up',
  warn: 'border-gold/40 bg-gold-fill/10 text-gold',
  bad: 'border-down/40 bg-down/10 text-down',
}

export function Pill({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center rounded-full border px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${looks[tone]}`}
    >
      {children}
    </span>
  )
}
